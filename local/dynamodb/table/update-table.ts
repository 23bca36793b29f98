import type { JsonObject } from '../../endpoint/operation.ts';
import { changeDefinition } from './change-definition.ts';
import {
  checkMembers,
  readBoolean,
  readEnum,
  readObject,
  readObjects,
  readString,
  required,
} from '../input.ts';
import type { Store } from '../storage/store.ts';
import { validationError } from '../validation-error.ts';
import { keyAttributes } from './key-attributes.ts';
import { checkCounts, parseGlobalIndex } from './parse-indexes.ts';
import { parseAttributeTypes, type AttributeTypes } from './parse-key-schema.ts';
import { parseEncryption, refuseStream } from './parse-table.ts';
import { parseOnDemandThroughput } from './parse-on-demand-throughput.ts';
import { parseThroughput } from './parse-throughput.ts';
import type { IndexDefinition, TableDefinition } from './table-definition.ts';
import type { Table } from './table.ts';

const PARAMETERS = [
  'TableName',
  'AttributeDefinitions',
  'BillingMode',
  'ProvisionedThroughput',
  'OnDemandThroughput',
  'GlobalSecondaryIndexUpdates',
  'StreamSpecification',
  'SSESpecification',
  'TableClass',
  'DeletionProtectionEnabled',
];
const REFUSED = {
  ReplicaUpdates: 'there is one Region.',
  MultiRegionConsistency: 'there is one Region.',
  GlobalTableWitnessUpdates: 'there is one Region.',
  GlobalTableSettingsReplicationMode: 'there is one Region.',
  DisassociationProtectionEnabled: 'there is one Region.',
  WarmThroughput: 'capacity is not limited.',
  VectorIndexUpdates: 'there are no vector indexes.',
};

/**
 * Applies an UpdateTable request, new indexes filled, in one transaction.
 * @throws {AwsError} ValidationException or ResourceNotFoundException; the table is then as it was.
 */
export function updateTable(store: Store, table: Table, input: JsonObject): Table {
  checkMembers(input, PARAMETERS, REFUSED);
  refuseStream(input);
  const updates = readObjects(input, 'GlobalSecondaryIndexUpdates') ?? [];
  const settings = withSettings(table.definition, input);
  const definition = updates.reduce<TableDefinition>(
    (before, update) => withIndexUpdate(before, update, input),
    settings,
  );
  checkCounts(definition.indexes);
  return changeDefinition(store, table, definition);
}

function withSettings(before: TableDefinition, input: JsonObject): TableDefinition {
  const billingMode =
    readEnum(input, 'BillingMode', ['PROVISIONED', 'PAY_PER_REQUEST']) ?? before.billingMode;
  const changesThroughput =
    input['BillingMode'] !== undefined || input['ProvisionedThroughput'] !== undefined;
  const { throughput: had, kmsKey: hadKey, onDemandMaximum: hadMaximum, ...rest } = before;
  const throughput = changesThroughput ? parseThroughput(input, billingMode) : had;
  const kmsKey = input['SSESpecification'] === undefined ? hadKey : parseEncryption(input);
  const onDemandMaximum = parseOnDemandThroughput(input, {
    billingMode,
    ...(hadMaximum && { onDemandMaximum: hadMaximum }),
  });
  return {
    ...rest,
    billingMode,
    ...(throughput && { throughput }),
    ...(onDemandMaximum && { onDemandMaximum }),
    ...(kmsKey !== undefined && { kmsKey }),
    tableClass:
      readEnum(input, 'TableClass', ['STANDARD', 'STANDARD_INFREQUENT_ACCESS']) ?? before.tableClass,
    deletionProtection:
      input['DeletionProtectionEnabled'] === undefined
        ? before.deletionProtection
        : readBoolean(input, 'DeletionProtectionEnabled'),
  };
}

function withIndexUpdate(before: TableDefinition, update: JsonObject, input: JsonObject): TableDefinition {
  checkMembers(update, ['Create', 'Update', 'Delete']);
  const [kind, ...others] = Object.keys(update);
  if (!kind || others.length > 0)
    throw validationError('A GlobalSecondaryIndexUpdate is exactly one of Create, Update and Delete.');
  const action = required(readObject(update, kind), kind);
  if (kind === 'Create') return withNewIndex(before, action, input);
  const found = existing(before, action);
  const remaining = before.indexes.filter((index) => index !== found);
  if (kind === 'Delete') {
    checkMembers(action, ['IndexName']);
    return { ...before, indexes: remaining };
  }
  checkMembers(action, ['IndexName', 'ProvisionedThroughput']);
  const throughput = parseThroughput(action, before.billingMode);
  return { ...before, indexes: [...remaining, { ...found, ...(throughput && { throughput }) }] };
}

function withNewIndex(before: TableDefinition, action: JsonObject, input: JsonObject): TableDefinition {
  const { key, billingMode, nextIndexNumber } = before;
  const types = new Map([...typesOf(before), ...newTypes(input)]);
  const index = parseGlobalIndex(action, nextIndexNumber, { key, types, billingMode });
  return { ...before, indexes: [...before.indexes, index], nextIndexNumber: nextIndexNumber + 1 };
}

function typesOf(definition: TableDefinition): AttributeTypes {
  const keys = [definition.key, ...definition.indexes.map((index) => index.key)].flatMap(keyAttributes);
  return new Map(keys.map(({ name, type }) => [name, type]));
}

function newTypes(input: JsonObject): AttributeTypes {
  return input['AttributeDefinitions'] === undefined ? new Map() : parseAttributeTypes(input);
}

function existing(definition: TableDefinition, action: JsonObject): IndexDefinition {
  const name = required(readString(action, 'IndexName'), 'IndexName');
  const found = definition.indexes.find((index) => index.name === name && index.kind === 'global');
  if (found) return found;
  throw validationError(`The table does not have the specified index: ${name}`);
}
