import type { Operation } from '../../endpoint/operation.ts';
import { checkMembers } from '../input.ts';
import type { Store } from '../storage/store.ts';
import { describeTable } from '../table/describe-table.ts';
import { requireTable, tableNameOf } from '../table/find-table.ts';
import { removeTable } from '../table/remove-table.ts';
import { tableAccess } from './table-access.ts';

/** Answers DELETING as AWS does; the table is gone at once. */
export function deleteTable(store: Store): Operation {
  return {
    access: tableAccess(store, 'DeleteTable'),
    run(input) {
      checkMembers(input, ['TableName']);
      const table = requireTable(store, tableNameOf(input));
      const description = describeTable(store, table, 'DELETING');
      removeTable(store, table);
      return { TableDescription: description };
    },
  };
}
