import type { JsonObject } from '../../endpoint/operation.ts';
import type { Access } from '../../iam/access.ts';
import type { Store } from '../storage/store.ts';
import { tableNameOf } from '../table/find-table.ts';
import { tableArn } from '../table/table-arn.ts';

/** What an operation on a table itself needs: its own action on the table's ARN. */
export function tableAccess(store: Store, action: string): (input: JsonObject) => readonly Access[] {
  return (input) => [{ action: `dynamodb:${action}`, resource: tableArn(store.context, tableNameOf(input)) }];
}
