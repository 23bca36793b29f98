import type { JsonObject } from '../../endpoint/operation.ts';
import type { Store } from '../storage/store.ts';
import { keyAttributes } from './key-attributes.ts';
import type { KeyDefinition, Throughput } from './table-definition.ts';
import type { Index, Table } from './table.ts';

/** A `TableDescription`. Counts are those of this moment, where AWS counts every six hours. */
export function describeTable(store: Store, table: Table, status = 'ACTIVE'): JsonObject {
  const { definition } = table;
  return {
    TableName: table.name,
    TableArn: table.arn,
    TableId: definition.id,
    TableStatus: status,
    CreationDateTime: definition.createdAt / 1000,
    AttributeDefinitions: attributeDefinitions(table),
    KeySchema: keySchema(definition.key),
    BillingModeSummary: { BillingMode: definition.billingMode },
    ProvisionedThroughput: throughputDescription(definition.throughput),
    ...(definition.onDemandMaximum && {
      OnDemandThroughput: {
        MaxReadRequestUnits: definition.onDemandMaximum.read ?? -1,
        MaxWriteRequestUnits: definition.onDemandMaximum.write ?? -1,
      },
    }),
    TableClassSummary: { TableClass: definition.tableClass },
    DeletionProtectionEnabled: definition.deletionProtection,
    ...countItems(store, table),
    ...indexDescriptions(store, table),
    ...(definition.kmsKey !== undefined && {
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: definition.kmsKey },
    }),
  };
}

function attributeDefinitions({ definition }: Table): readonly JsonObject[] {
  const keys = [definition.key, ...definition.indexes.map((index) => index.key)].flatMap(keyAttributes);
  const types = new Map(keys.map(({ name, type }) => [name, type]));
  return [...types].map(([name, type]) => ({ AttributeName: name, AttributeType: type }));
}

function keySchema(key: KeyDefinition): readonly JsonObject[] {
  return keyAttributes(key).map(({ name }, at) => ({
    AttributeName: name,
    KeyType: at === 0 ? 'HASH' : 'RANGE',
  }));
}

function throughputDescription(throughput: Throughput | undefined): JsonObject {
  return {
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: throughput?.read ?? 0,
    WriteCapacityUnits: throughput?.write ?? 0,
  };
}

function countItems(store: Store, table: Table): JsonObject {
  const found = store
    .statement('SELECT COUNT(*) AS items, SUM(size) AS bytes FROM ddb_item WHERE table_number = ?')
    .get(table.number);
  return { ItemCount: Number(found?.['items']), TableSizeBytes: Number(found?.['bytes']) };
}

function indexDescriptions(store: Store, table: Table): JsonObject {
  const of = (kind: Index['kind']): readonly JsonObject[] =>
    table.indexes
      .filter((index) => index.kind === kind)
      .map((index) => indexDescription(store, table, index));
  const local = of('local');
  const global = of('global');
  return {
    ...(local.length > 0 && { LocalSecondaryIndexes: local }),
    ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
  };
}

function indexDescription(store: Store, table: Table, index: Index): JsonObject {
  const found = store
    .statement(
      'SELECT COUNT(*) AS items, SUM(size) AS bytes FROM ddb_index_entry WHERE table_number = ? AND index_number = ?',
    )
    .get(table.number, index.number);
  return {
    IndexName: index.name,
    IndexArn: `${table.arn}/index/${index.name}`,
    KeySchema: keySchema(index.key),
    Projection: {
      ProjectionType: index.projection,
      ...(index.nonKeyAttributes.length > 0 && { NonKeyAttributes: index.nonKeyAttributes }),
    },
    ItemCount: Number(found?.['items']),
    IndexSizeBytes: Number(found?.['bytes']),
    ...(index.kind === 'global' && {
      IndexStatus: 'ACTIVE',
      ProvisionedThroughput: throughputDescription(index.throughput),
    }),
  };
}
