import type { Operation } from '../../endpoint/operation.ts';
import { transaction } from '../../storage/transaction.ts';
import type { Store } from '../storage/store.ts';
import { describeTable } from '../table/describe-table.ts';
import { tableNameOf } from '../table/find-table.ts';
import { parseTable } from '../table/parse-table.ts';
import { insertTable } from '../table/save-table.ts';
import { tableAccess } from './table-access.ts';

/** Answers CREATING as AWS does; the table can be used at once. */
export function createTable(store: Store): Operation {
  const toCreate = tableAccess(store, 'CreateTable');
  const toTag = tableAccess(store, 'TagResource');
  return {
    access: (input) => [...toCreate(input), ...(input['Tags'] === undefined ? [] : toTag(input))],
    run(input) {
      const name = tableNameOf(input);
      const definition = parseTable(input, store.context.now());
      const table = transaction(store.context.database, () => insertTable(store, name, definition));
      return { TableDescription: describeTable(store, table, 'CREATING') };
    },
  };
}
