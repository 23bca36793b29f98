import type { KeyRole } from '../../shared/account/api-key.ts';

/** Who calls, and for whom. */
export type Caller = {
  /** `anybody` where a route asks for no key. */
  readonly role: 'administrator' | 'anybody' | KeyRole;
  /** The account of the key, or the one that an administrator names in `X-Account-Id`. */
  readonly accountId?: string;
  /** The id of the key; the administrator's first key has none. */
  readonly keyId?: string;
  /** Whether it is the key of a portal session. */
  readonly isSession?: boolean;
};
