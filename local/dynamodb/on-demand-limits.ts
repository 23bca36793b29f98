import { AwsError } from '../endpoint/aws-error.ts';
import type { JsonObject, Operation } from '../endpoint/operation.ts';
import { isJsonObject, readEnum } from './input.ts';
import type { Store } from './storage/store.ts';
import { findTable, tableNameOf } from './table/find-table.ts';
import type { Table } from './table/table.ts';

type Kind = 'read' | 'write';

/** What a table may still take: below zero it takes nothing until time has filled it up. */
type Pool = { units: number; at: number };

/**
 * Holds operations to the maximum throughput of tables that have one. A second's worth can be taken at once, and a request
 * that finds something left is taken whole, as DynamoDB does. A batch is taken or refused as a whole; indexes have no
 * maximum of their own.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode-max-throughput.html
 */
export function createOnDemandLimits(store: Store): (kind: Kind, operation: Operation) => Operation {
  const pools = new Map<string, Pool>();

  function poolOf({ arn }: Table, kind: Kind, perSecond: number): Pool {
    const key = `${kind} ${arn}`;
    const now = store.context.now();
    const { units, at } = pools.get(key) ?? { units: perSecond, at: now };
    const pool = { units: Math.min(perSecond, units + ((now - at) / 1_000) * perSecond), at: now };
    pools.set(key, pool);
    return pool;
  }

  return (kind, operation) => ({
    ...operation,
    run: (input, caller, signal) => {
      const limited = new Map<string, Pool>();
      for (const table of tablesIn(store, input)) {
        const most = table.definition.onDemandMaximum?.[kind];
        if (most === undefined) continue;
        const pool = poolOf(table, kind, most);
        if (pool.units <= 0) throw exceeded(table, kind);
        limited.set(table.name, pool);
      }
      if (limited.size === 0) return operation.run(input, caller, signal);
      const measured = { ...input, ReturnConsumedCapacity: 'INDEXES' };
      const answer = operation.run(measured, caller, signal) as JsonObject;
      for (const { TableName, Table } of consumedIn(answer)) {
        const pool = limited.get(TableName);
        if (pool) pool.units -= Table.CapacityUnits;
      }
      return asAsked(answer, input);
    },
  });
}

/** Of one item, of a batch or of a transaction; what is malformed the operation refuses itself. */
function tablesIn(store: Store, input: JsonObject): readonly Table[] {
  const { TableName, RequestItems, TransactItems } = input;
  const names = [
    TableName,
    ...(isJsonObject(RequestItems) ? Object.keys(RequestItems) : []),
    ...(Array.isArray(TransactItems)
      ? TransactItems.flatMap((item: unknown) => (isJsonObject(item) ? Object.values(item) : [])).map(
          (action) => (isJsonObject(action) ? action['TableName'] : undefined),
        )
      : []),
  ].filter((name) => typeof name === 'string');
  return [...new Set(names)].flatMap((name) => findTable(store, tableNameOf({ TableName: name })) ?? []);
}

type Consumed = { readonly TableName: string; readonly Table: { readonly CapacityUnits: number } };

function consumedIn({ ConsumedCapacity: consumed }: JsonObject): readonly Consumed[] {
  const all: unknown = consumed === undefined ? [] : [consumed].flat();
  return all as readonly Consumed[];
}

function asAsked(answer: JsonObject, input: JsonObject): JsonObject {
  const mode = readEnum(input, 'ReturnConsumedCapacity', ['INDEXES', 'TOTAL', 'NONE']) ?? 'NONE';
  if (mode === 'INDEXES') return answer;
  const { ConsumedCapacity: consumed, ...rest } = answer;
  if (mode === 'NONE' || consumed === undefined) return rest;
  return {
    ...rest,
    ConsumedCapacity: Array.isArray(consumed) ? consumed.map(total) : total(consumed as JsonObject),
  };
}

function total(consumed: JsonObject): JsonObject {
  const { Table: _, GlobalSecondaryIndexes: __, LocalSecondaryIndexes: ___, ...summed } = consumed;
  return summed;
}

function exceeded({ arn }: Table, kind: Kind): AwsError {
  const reason = `Table${kind === 'read' ? 'Read' : 'Write'}MaxOnDemandThroughputExceeded`;
  return new AwsError(
    'ProvisionedThroughputExceededException',
    'Throughput exceeds the maximum OnDemandThroughput configured on table or index.',
    400,
    { ThrottlingReasons: [{ reason, resource: arn }] },
  );
}
