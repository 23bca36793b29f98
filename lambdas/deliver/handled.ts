import type { Attempt } from '../../shared/delivery/delivery.ts';
import type { RecordedAttempt } from '../../shared/delivery/delivery-log.ts';

/** What becomes of a record; `keep` leaves it to the queue's own visibility. */
export type Handled = {
  /** What its attempt came to, where one was made, for the endpoint's health. */
  readonly attempted?: 'delivered' | 'failed';
  /** The attempt that was made, for the statistics; also where another copy of the record then owned the row. */
  readonly attempt?: Attempt;
  /** Whether it went to the dead-letter queue. */
  readonly deadLettered?: true;
  /** Whether it succeeded and the log could not be told. */
  readonly logNotWritten?: true;
} & (
  | { readonly next: 'acknowledge'; readonly success?: RecordedAttempt }
  | { readonly next: 'hide'; readonly until: number }
  | { readonly next: 'keep' }
);
