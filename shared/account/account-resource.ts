import type { Account, AccountLimits } from './account.ts';

/** An account as the API shows it. */
export type AccountResource = {
  readonly id: string;
  readonly name: string | null;
  readonly limits: AccountLimits;
  readonly created_at: string;
  readonly updated_at: string;
};

export function accountToResource(account: Account): AccountResource {
  return {
    id: account.id,
    name: account.name ?? null,
    limits: account.limits,
    created_at: new Date(account.createdAt).toISOString(),
    updated_at: new Date(account.updatedAt).toISOString(),
  };
}
