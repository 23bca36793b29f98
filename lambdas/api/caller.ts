import type { KeyRole } from '../../shared/account/api-key.ts';

/** Who calls, and for whom. */
export type Caller = {
  readonly role: 'administrator' | KeyRole;
  /** The account of the key, or the one that an administrator names in `X-Account-Id`. */
  readonly accountId?: string;
  /** The id of the account's key; an administrator's has none. */
  readonly keyId?: string;
};
