import type { Operation } from '../../endpoint/operation.ts';
import type { Store } from '../storage/store.ts';
import { describeTable } from '../table/describe-table.ts';
import { requireTable, tableNameOf } from '../table/find-table.ts';
import { updateTable as update } from '../table/update-table.ts';
import { tableAccess } from './table-access.ts';

/** Answers UPDATING as AWS does; the change is complete at once. */
export function updateTable(store: Store): Operation {
  return {
    access: tableAccess(store, 'UpdateTable'),
    run(input) {
      const table = update(store, requireTable(store, tableNameOf(input)), input);
      return { TableDescription: describeTable(store, table, 'UPDATING') };
    },
  };
}
