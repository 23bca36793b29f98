import type { Access } from '../iam/access.ts';
import { attributeOf } from './item/attribute-of.ts';
import type { Item } from './item/attribute-value.ts';
import { isJsonObject } from './input.ts';
import type { Store } from './storage/store.ts';
import { findTable } from './table/find-table.ts';
import { tableArn } from './table/table-arn.ts';

/** What touching items of one table needs. */
export type ItemUse = {
  /** The action without its service, `PutItem`. */
  readonly action: string;
  readonly table: string;
  readonly index?: string | undefined;
  /** Keys or whole items as the request has them; their partition keys are `dynamodb:LeadingKeys`. */
  readonly items: readonly unknown[];
  /** The operation, where it is not the action itself. */
  readonly enclosing?: string;
};

export function itemAccess(store: Store, use: ItemUse): Access {
  const arn = tableArn(store.context, use.table);
  const table = findTable(store, use.table);
  const name = table?.definition.key.partition.name;
  const leading = name === undefined ? [] : use.items.flatMap((item) => keyText(item, name) ?? []);
  return {
    action: `dynamodb:${use.action}`,
    resource: use.index === undefined ? arn : `${arn}/index/${use.index}`,
    conditions: {
      ...(leading.length > 0 && { 'dynamodb:LeadingKeys': [...new Set(leading)] }),
      ...(use.enclosing !== undefined && { 'dynamodb:EnclosingOperation': use.enclosing }),
    },
  };
}

function keyText(item: unknown, name: string): string | undefined {
  const value = isJsonObject(item) ? attributeOf(item as Item, name) : undefined;
  const text: unknown = isJsonObject(value) ? Object.values(value)[0] : undefined;
  return typeof text === 'string' ? text : undefined;
}
