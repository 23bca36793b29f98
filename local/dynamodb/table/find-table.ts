import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject } from '../../endpoint/operation.ts';
import { readString, required } from '../input.ts';
import type { Store } from '../storage/store.ts';
import { validationError } from '../validation-error.ts';
import { keyAttributes } from './key-attributes.ts';
import { tableArn } from './table-arn.ts';
import type { IndexDefinition, TableDefinition } from './table-definition.ts';
import type { Index, Table } from './table.ts';

/** Tables by their definition's text: a definition that was rolled back is thus never used again. */
const parsed = new WeakMap<Store, Map<string, Table>>();

export function findTable(store: Store, name: string): Table | undefined {
  const row = store.statement('SELECT number, definition FROM ddb_table WHERE name = ?').get(name);
  if (!row) return undefined;
  const known = parsed.get(store) ?? new Map<string, Table>();
  parsed.set(store, known);
  const text = String(row['definition']);
  const table = known.get(name);
  if (table && table.number === row['number'] && texts.get(table) === text) return table;
  const fresh = toTable(store, name, Number(row['number']), JSON.parse(text) as TableDefinition);
  texts.set(fresh, text);
  known.set(name, fresh);
  return fresh;
}

const texts = new WeakMap<Table, string>();

/** @throws {AwsError} ResourceNotFoundException */
export function requireTable(store: Store, name: string): Table {
  const table = findTable(store, name);
  if (table) return table;
  throw new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
}

/**
 * The name in a request's `TableName`, which may be the table's ARN.
 * @throws {AwsError} ValidationException
 */
export function tableNameOf(input: JsonObject, member = 'TableName'): string {
  const given = required(readString(input, member), member);
  const name = given.startsWith('arn:') ? given.replace(/^arn:[^/]*:table\//, '') : given;
  if (/^[a-zA-Z0-9_.-]{3,255}$/.test(name)) return name;
  throw validationError(
    `Invalid table/index name: "${given}". Names must be 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.'.`,
  );
}

function toTable(store: Store, name: string, number: number, definition: TableDefinition): Table {
  return {
    number,
    name,
    arn: tableArn(store.context, name),
    definition,
    keyAttributes: keyAttributes(definition.key),
    indexes: definition.indexes.map((index) => toIndex(index, definition)),
  };
}

function toIndex(index: IndexDefinition, table: TableDefinition): Index {
  const keys = [...keyAttributes(table.key), ...keyAttributes(index.key)].map(({ name }) => name);
  return {
    ...index,
    keyAttributes: keyAttributes(index.key),
    projected: index.projection === 'ALL' ? undefined : new Set([...keys, ...index.nonKeyAttributes]),
  };
}
