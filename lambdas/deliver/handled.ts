import type { RecordedAttempt } from '../../shared/delivery/delivery-log.ts';

/** What becomes of a record; `keep` leaves it to the queue's own visibility. */
export type Handled = {
  /** What its attempt came to, where one was made, for the endpoint's health. */
  readonly attempted?: 'delivered' | 'failed';
} & (
  | { readonly next: 'acknowledge'; readonly success?: RecordedAttempt }
  | { readonly next: 'hide'; readonly until: number }
  | { readonly next: 'keep' }
);
