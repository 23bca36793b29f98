import type { Account } from './account.ts';

type Row = Record<string, unknown>;

/** The account itself. */
export function accountKey(id: string) {
  return { pk: `ACCOUNT#${id}`, sk: 'ACCOUNT' };
}

/** Its place in the list of accounts, which holds nothing but the id. */
export function accountListKey(id: string) {
  return { pk: 'ACCOUNTS', sk: id };
}

export function accountToRow(account: {
  readonly [Field in keyof Account]?: Account[Field] | undefined;
}): Row {
  return {
    ...('id' in account && { id: account.id }),
    ...('name' in account && { name: account.name }),
    ...('limits' in account && { limit_subscriptions: account.limits?.subscriptions }),
    ...('createdAt' in account && { created_at: account.createdAt }),
    ...('updatedAt' in account && { updated_at: account.updatedAt }),
    ...('deletingAt' in account && { deleting_at: account.deletingAt }),
  };
}

export function rowToAccount(row: Row): Account {
  return {
    id: row['id'] as string,
    ...(row['name'] !== undefined && { name: row['name'] as string }),
    limits: { subscriptions: row['limit_subscriptions'] as number },
    createdAt: row['created_at'] as number,
    updatedAt: row['updated_at'] as number,
    ...(row['deleting_at'] !== undefined && { deletingAt: row['deleting_at'] as number }),
  };
}
