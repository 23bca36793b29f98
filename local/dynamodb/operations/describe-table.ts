import type { Operation } from '../../endpoint/operation.ts';
import { checkMembers } from '../input.ts';
import type { Store } from '../storage/store.ts';
import { describeTable as describe } from '../table/describe-table.ts';
import { requireTable, tableNameOf } from '../table/find-table.ts';
import { tableAccess } from './table-access.ts';

export function describeTable(store: Store): Operation {
  return {
    access: tableAccess(store, 'DescribeTable'),
    run(input) {
      checkMembers(input, ['TableName']);
      return { Table: describe(store, requireTable(store, tableNameOf(input))) };
    },
  };
}
