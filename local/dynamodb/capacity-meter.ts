import type { JsonObject } from '../endpoint/operation.ts';
import { readEnum } from './input.ts';
import type { WriteCost } from './storage/write-item.ts';
import type { Index, Table } from './table/table.ts';

/** Adds up what one request consumes, table by table. */
export type CapacityMeter = {
  addRead(table: Table, units: number, index?: Index): void;
  addWrite(cost: WriteCost): void;
  /** `ConsumedCapacity` per table, in the order of their first use; `undefined` where it was not asked for. */
  answer(): readonly JsonObject[] | undefined;
};

type Account = { table: number; readonly indexes: Map<Index, number> };

const READ_UNIT_BYTES = 4096;

/** @param transactional doubles everything and tells reads from writes, as transactions do. */
export function createCapacityMeter(
  input: JsonObject,
  transactional?: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): CapacityMeter {
  const mode = readEnum(input, 'ReturnConsumedCapacity', ['INDEXES', 'TOTAL', 'NONE']) ?? 'NONE';
  const factor = transactional ? 2 : 1;
  const measure = measureAs(transactional);
  const accounts = new Map<string, Account>();
  const accountOf = (table: Table): Account => {
    const account = accounts.get(table.name) ?? { table: 0, indexes: new Map<Index, number>() };
    accounts.set(table.name, account);
    return account;
  };
  const addIndex = ({ indexes }: Account, index: Index, units: number): void => {
    indexes.set(index, (indexes.get(index) ?? 0) + units * factor);
  };
  return {
    addRead(table, units, index) {
      const account = accountOf(table);
      if (index) addIndex(account, index, units);
      else account.table += units * factor;
    },
    addWrite({ table, units, indexes }) {
      const account = accountOf(table);
      account.table += units * factor;
      for (const each of indexes) addIndex(account, each.index, each.units);
    },
    answer() {
      if (mode === 'NONE') return undefined;
      return [...accounts].map(([name, account]) => ({
        TableName: name,
        ...measure([...account.indexes.values()].reduce((sum, units) => sum + units, account.table)),
        ...(mode === 'INDEXES' && {
          Table: measure(account.table),
          ...indexesOf(account, 'local', measure),
          ...indexesOf(account, 'global', measure),
        }),
      }));
    },
  };
}

function measureAs(transactional: string | undefined): (units: number) => JsonObject {
  return (units) => ({
    CapacityUnits: units,
    ...(transactional !== undefined && { [transactional]: units }),
  });
}

/** A read counts 4 KB each, half if it may be stale. */
export function readUnits(bytes: number, consistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * (consistent ? 1 : 0.5);
}

function indexesOf(
  account: Account,
  kind: Index['kind'],
  measure: (units: number) => JsonObject,
): JsonObject {
  const found = [...account.indexes].filter(([index]) => index.kind === kind);
  if (found.length === 0) return {};
  const name = kind === 'global' ? 'GlobalSecondaryIndexes' : 'LocalSecondaryIndexes';
  return { [name]: Object.fromEntries(found.map(([index, units]) => [index.name, measure(units)])) };
}
