import assert from 'node:assert/strict';
import type { DatabaseSync } from 'node:sqlite';
import type { Context } from '../../../../local/context.ts';
import { createDynamoDb, type DynamoDb } from '../../../../local/dynamodb/create-dynamodb.ts';
import { AwsError } from '../../../../local/endpoint/aws-error.ts';
import { invokeOperation } from '../../../../local/endpoint/invoke-operation.ts';
import type { Access } from '../../../../local/iam/access.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';

export type Fixture = {
  readonly context: Context;
  readonly dynamodb: DynamoDb;
  /** Milliseconds; tests move it on. */
  readonly clock: { now: number };
  /** Every access that IAM was asked for. */
  readonly asked: Access[];
  call(name: string, input: object): Answer;
  deny(action: string): void;
};

/** What tests look at in answers. */
export type Answer = Record<string, never> & {
  readonly Item?: object;
  readonly Items?: readonly Record<string, Record<string, string>>[];
  readonly Attributes?: object;
  readonly Count?: number;
  readonly ScannedCount?: number;
  readonly LastEvaluatedKey?: object;
  readonly ConsumedCapacity?: Record<string, unknown>;
  readonly Table?: Record<string, unknown>;
};

export function createFixture(database: DatabaseSync = openDatabase(':memory:')): Fixture {
  const clock = { now: Date.parse('2026-01-01T00:00:00Z') };
  const asked: Access[] = [];
  const denied = new Set<string>();
  const context: Context = {
    database,
    now: () => clock.now,
    accountId: '000000000000',
    region: 'us-east-1',
    endpointUrl: () => 'http://127.0.0.1:4566',
    authorize(_caller, access) {
      asked.push(access);
      if (denied.has(access.action)) throw new AwsError('AccessDenied', `not allowed: ${access.action}`);
    },
    warn: (sentence) => assert.fail(sentence),
  };
  const dynamodb = createDynamoDb(context);
  // Tests sweep expired items themselves.
  dynamodb.stop();
  const call = (name: string, input: object): Answer =>
    invokeOperation(context, {
      operations: dynamodb.operations,
      name,
      input: input as Record<string, unknown>,
      caller: { kind: 'administrator', arn: 'arn:aws:iam::000000000000:root' },
    }) as Answer;
  return { context, dynamodb, clock, asked, call, deny: (action) => denied.add(action) };
}

/** A fixture with the table `things`, keyed by `pk` and `sk`, and a global index `by-group` on `group` and `at`. */
export function createThings(projection: object = { ProjectionType: 'ALL' }): Fixture {
  const fixture = createFixture();
  fixture.call('CreateTable', { TableName: 'things', ...thingsTable(projection) });
  return fixture;
}

export function thingsTable(projection: object = { ProjectionType: 'ALL' }) {
  return {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
      { AttributeName: 'group', AttributeType: 'S' },
      { AttributeName: 'at', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-group',
        KeySchema: [
          { AttributeName: 'group', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
        Projection: projection,
      },
    ],
  };
}

/** The key of a thing. */
export function key(pk: string, sk = 'a') {
  return { pk: { S: pk }, sk: { S: sk } };
}

/** An `AwsError` of that code whose message is, or matches, the other. */
export function awsError(code: string, message?: string | RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof AwsError, String(error));
    assert.equal(error.code, code, error.message);
    if (typeof message === 'string') assert.equal(error.message, message);
    else if (message) assert.match(error.message, message);
    return true;
  };
}

export function invalid(message?: string | RegExp): (error: unknown) => boolean {
  return awsError('ValidationException', message);
}
