import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../endpoint/operation.ts';
import {
  checkMembers,
  readBoolean,
  readEnum,
  readObject,
  readObjects,
  readString,
  required,
} from '../input.ts';
import { validationError } from '../validation-error.ts';
import { parseAttributeTypes, parseKeySchema, type AttributeTypes } from './parse-key-schema.ts';
import { parseIndexes } from './parse-indexes.ts';
import { parseTags } from './parse-tags.ts';
import { parseOnDemandThroughput } from './parse-on-demand-throughput.ts';
import { parseThroughput } from './parse-throughput.ts';
import type { IndexDefinition, KeyDefinition, TableDefinition } from './table-definition.ts';
import { keyAttributes } from './key-attributes.ts';

const PARAMETERS = [
  'TableName',
  'AttributeDefinitions',
  'KeySchema',
  'LocalSecondaryIndexes',
  'GlobalSecondaryIndexes',
  'BillingMode',
  'ProvisionedThroughput',
  'OnDemandThroughput',
  'StreamSpecification',
  'SSESpecification',
  'Tags',
  'TableClass',
  'DeletionProtectionEnabled',
];
const REFUSED = {
  WarmThroughput: 'capacity is not limited.',
  ResourcePolicy: 'tables have no resource policies.',
  GlobalTableSourceArn: 'there is one Region.',
  GlobalTableSettingsReplicationMode: 'there is one Region.',
  VectorIndexes: 'there are no vector indexes.',
};

/**
 * What CreateTable makes of its request.
 * @throws {AwsError} ValidationException
 */
export function parseTable(input: JsonObject, now: number): TableDefinition {
  checkMembers(input, PARAMETERS, REFUSED);
  refuseStream(input);
  const billingMode = readEnum(input, 'BillingMode', ['PROVISIONED', 'PAY_PER_REQUEST']) ?? 'PROVISIONED';
  const types = parseAttributeTypes(input);
  const key = parseKeySchema(required(readObjects(input, 'KeySchema'), 'KeySchema'), types);
  const indexes = parseIndexes(input, { key, types, billingMode });
  checkAllUsed(types, key, indexes);
  const throughput = parseThroughput(input, billingMode);
  const onDemandMaximum = parseOnDemandThroughput(input, { billingMode });
  const kmsKey = parseEncryption(input);
  return {
    id: randomUUID(),
    createdAt: now,
    key,
    indexes,
    nextIndexNumber: indexes.length + 1,
    billingMode,
    ...(throughput && { throughput }),
    ...(onDemandMaximum && { onDemandMaximum }),
    deletionProtection: readBoolean(input, 'DeletionProtectionEnabled'),
    tableClass: readEnum(input, 'TableClass', ['STANDARD', 'STANDARD_INFREQUENT_ACCESS']) ?? 'STANDARD',
    ...(kmsKey !== undefined && { kmsKey }),
    tags: parseTags(readObjects(input, 'Tags') ?? []),
  };
}

/** @throws {AwsError} ValidationException when a stream is asked for. */
export function refuseStream(input: JsonObject): void {
  const stream = readObject(input, 'StreamSpecification');
  if (stream && readBoolean(stream, 'StreamEnabled'))
    throw validationError(
      'The embedded DynamoDB does not emulate the parameter StreamSpecification: there are no streams; leave it out or set StreamEnabled to false.',
    );
}

/**
 * The KMS key of a table that is encrypted with one; nothing is really encrypted.
 * @throws {AwsError} ValidationException
 */
export function parseEncryption(input: JsonObject): string | undefined {
  const given = readObject(input, 'SSESpecification');
  if (!given) return undefined;
  checkMembers(given, ['Enabled', 'SSEType', 'KMSMasterKeyId']);
  readEnum(given, 'SSEType', ['KMS']);
  return readBoolean(given, 'Enabled')
    ? (readString(given, 'KMSMasterKeyId') ?? 'alias/aws/dynamodb')
    : undefined;
}

function checkAllUsed(types: AttributeTypes, key: KeyDefinition, indexes: readonly IndexDefinition[]): void {
  const used = new Set(
    [key, ...indexes.map((index) => index.key)].flatMap(keyAttributes).map(({ name }) => name),
  );
  if (used.size === types.size) return;
  throw validationError(
    `One or more parameter values were invalid: Some AttributeDefinitions are not used. AttributeDefinitions: [${[...types.keys()].join(', ')}], keys used: [${[...used].join(', ')}]`,
  );
}
