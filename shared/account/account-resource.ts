import type { Account } from './account.ts';
import { limitsToResource, type LimitsResource } from './limits-resource.ts';

/** An account as the API shows it. */
export type AccountResource = {
  readonly id: string;
  readonly name: string | null;
  readonly limits: LimitsResource;
  /** `deleting`: it is being erased, and takes neither keys nor subscriptions. */
  readonly status: 'active' | 'deleting';
  readonly deleting_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
};

export function accountToResource(account: Account): AccountResource {
  return {
    id: account.id,
    name: account.name ?? null,
    limits: limitsToResource(account.limits),
    status: account.deletingAt === undefined ? 'active' : 'deleting',
    deleting_at: account.deletingAt === undefined ? null : new Date(account.deletingAt).toISOString(),
    created_at: new Date(account.createdAt).toISOString(),
    updated_at: new Date(account.updatedAt).toISOString(),
  };
}
