import type { Account, AccountLimits } from './account.ts';
import { defaultLimits } from './default-limits.ts';

type Row = Record<string, unknown>;

/** The account itself. */
export function accountKey(id: string) {
  return { pk: `ACCOUNT#${id}`, sk: 'ACCOUNT' };
}

/** Its place in the list of accounts, which holds nothing but the id. */
export function accountListKey(id: string) {
  return { pk: 'ACCOUNTS', sk: id };
}

/** An account, or some of its fields and limits, as the row's attributes. */
export function accountToRow(account: {
  readonly [Field in keyof Account]?:
    (Field extends 'limits' ? Partial<AccountLimits> : Account[Field]) | undefined;
}): Row {
  return {
    ...('id' in account && { id: account.id }),
    ...('name' in account && { name: account.name }),
    ...limitsToRow(account.limits),
    ...('createdAt' in account && { created_at: account.createdAt }),
    ...('updatedAt' in account && { updated_at: account.updatedAt }),
    ...('deletingAt' in account && { deleting_at: account.deletingAt }),
  };
}

export function rowToAccount(row: Row): Account {
  return {
    id: row['id'] as string,
    ...(row['name'] !== undefined && { name: row['name'] as string }),
    limits: rowToLimits(row),
    createdAt: row['created_at'] as number,
    updatedAt: row['updated_at'] as number,
    ...(row['deleting_at'] !== undefined && { deletingAt: row['deleting_at'] as number }),
  };
}

const LIMITS: Readonly<Record<keyof AccountLimits, string>> = {
  subscriptions: 'limit_subscriptions',
  requestsPerSecond: 'limit_requests',
  eventsPerSecond: 'limit_events',
};

function limitsToRow(limits: Partial<AccountLimits> = {}): Row {
  return Object.fromEntries(
    Object.entries(limits).map(([name, value]) => [LIMITS[name as keyof AccountLimits], value]),
  );
}

function rowToLimits(row: Row): AccountLimits {
  const stored = Object.entries(LIMITS).filter(([, attribute]) => row[attribute] !== undefined);
  return {
    ...defaultLimits,
    ...Object.fromEntries(stored.map(([name, attribute]) => [name, row[attribute]])),
  };
}
