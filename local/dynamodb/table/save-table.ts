import { AwsError } from '../../endpoint/aws-error.ts';
import type { Store } from '../storage/store.ts';
import { findTable, requireTable } from './find-table.ts';
import type { TableDefinition } from './table-definition.ts';
import type { Table } from './table.ts';

/** @throws {AwsError} ResourceInUseException when there is a table of that name. */
export function insertTable(store: Store, name: string, definition: TableDefinition): Table {
  if (findTable(store, name)) throw new AwsError('ResourceInUseException', `Table already exists: ${name}`);
  store
    .statement('INSERT INTO ddb_table (name, definition) VALUES (?, ?)')
    .run(name, JSON.stringify(definition));
  return requireTable(store, name);
}

export function saveTable(store: Store, table: Table, definition: TableDefinition): Table {
  store
    .statement('UPDATE ddb_table SET definition = ? WHERE number = ?')
    .run(JSON.stringify(definition), table.number);
  return requireTable(store, table.name);
}
