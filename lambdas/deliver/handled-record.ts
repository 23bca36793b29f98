import type { DecidedRecord } from './decided-record.ts';
import type { Handled } from './handled.ts';

/** A record of a batch after it was handled. */
export type HandledRecord = {
  readonly decided: DecidedRecord;
  readonly handled: Handled;
  /** In milliseconds since the epoch. */
  readonly endedAt: number;
};
