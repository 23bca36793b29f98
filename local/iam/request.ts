import type { Access } from './access.ts';
import type { Caller } from './caller.ts';

/** One question put to the policies: who asks for what, and when. */
export type Request = {
  readonly caller: Caller;
  readonly access: Access;
  readonly accountId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
};
