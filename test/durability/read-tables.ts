import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { createDynamoDb } from '../../local/dynamodb/create-dynamodb.ts';
import { invokeOperation } from '../../local/endpoint/invoke-operation.ts';
import type { JsonObject } from '../../local/endpoint/operation.ts';
import { openDatabase } from '../../local/storage/open-database.ts';

export type Item = Record<string, AttributeValue>;

export type Tables = {
  /** Answers one operation of DynamoDB. */
  call(name: string, input: JsonObject): JsonObject;
  /** The items of all pages of a Scan or Query. */
  all(name: 'Scan' | 'Query', input: JsonObject): readonly Item[];
};

/**
 * Lets a function read the tables of a data directory that no process has, as a crash has left them. It reads a copy, so
 * that the next start finds everything untouched.
 */
export function readTables<T>(dataDirectory: string, read: (tables: Tables) => T): T {
  const copy = mkdtempSync(join(tmpdir(), 'webhooks-copy-'));
  try {
    for (const name of readdirSync(dataDirectory).filter((each) => each.startsWith('aws.sqlite')))
      cpSync(join(dataDirectory, name), join(copy, name));
    return readCopy(copy, read);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function readCopy<T>(directory: string, read: (tables: Tables) => T): T {
  const database = openDatabase(directory);
  const context = {
    database,
    now: Date.now,
    accountId: '000000000000',
    region: 'us-east-1',
    endpointUrl: () => '',
    authorize: () => undefined,
    warn: (sentence: string) => {
      throw new Error(sentence);
    },
  };
  const { operations, stop } = createDynamoDb(context);
  const caller = { kind: 'administrator', arn: 'arn:aws:iam::000000000000:root' } as const;
  const call: Tables['call'] = (name, input) =>
    invokeOperation(context, { operations, name, input, caller }) as JsonObject;
  try {
    return read({ call, all: (name, input) => allPages(call, name, input) });
  } finally {
    stop();
    database.close();
  }
}

function allPages(call: Tables['call'], name: string, input: JsonObject): readonly Item[] {
  const items: Item[] = [];
  let from: unknown;
  do {
    const page = call(name, { ...input, ...(from !== undefined && { ExclusiveStartKey: from }) });
    items.push(...(page['Items'] as Item[]));
    from = page['LastEvaluatedKey'];
  } while (from !== undefined);
  return items;
}
