import type { DatabaseSync } from 'node:sqlite';
import type { Access } from './iam/access.ts';
import type { Caller } from './iam/caller.ts';

/** What every emulated service is made with. */
export type Context = {
  readonly database: DatabaseSync;
  /** The time in milliseconds since the epoch. */
  readonly now: () => number;
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  /** Where the AWS endpoint listens, `http://127.0.0.1:4566`; known before the first request. */
  readonly endpointUrl: () => string;
  /**
   * Lets the caller through or throws `AccessDenied` naming action, resource and role, and notes the use in the ledger.
   * @throws {AwsError}
   */
  readonly authorize: (caller: Caller, access: Access) => void;
  /** Something an operator should read that no client sees, such as a target that refused an event. */
  readonly warn: (sentence: string) => void;
};
