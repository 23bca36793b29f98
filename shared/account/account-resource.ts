import type { Account } from './account.ts';
import { limitsToResource, type LimitsResource } from './limits-resource.ts';

/** An account as the API shows it. */
export type AccountResource = {
  readonly id: string;
  readonly name: string | null;
  readonly limits: LimitsResource;
  readonly created_at: string;
  readonly updated_at: string;
};

export function accountToResource(account: Account): AccountResource {
  return {
    id: account.id,
    name: account.name ?? null,
    limits: limitsToResource(account.limits),
    created_at: new Date(account.createdAt).toISOString(),
    updated_at: new Date(account.updatedAt).toISOString(),
  };
}
