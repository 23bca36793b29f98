/** What the platform tells an account about its own subscriptions, subscribable by name like any other event. */
export type OperationalEventName =
  | 'message.exhausted'
  | 'subscription.backlog_expiring'
  | 'subscription.disabled'
  | 'subscription.failing'
  | 'subscription.recovered'
  | 'subscription.secret_rotated';

/**
 * An operational event that was decided on together with a change of the subscription's row, and is kept there until
 * reconcile has put it onto the bus: a crash in between loses none, and a repeat has the same message id.
 */
export type Announcement = {
  readonly type: OperationalEventName;
  /** The same at every try. */
  readonly idempotencyKey: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
};
