import type { Attempt } from './delivery.ts';

/**
 * What `deliver` is asked for a test. An event source mapping invokes it with `Records` and nothing else, and whatever an
 * emitter writes stands inside a record's body: no event from a queue can be taken for this.
 */
export type TestDelivery = {
  readonly test: {
    readonly account_id: string;
    readonly subscription_id: string;
    /** The whole event as EventBridge would put it into the queue, as text. */
    readonly record: string;
  };
};

/** What became of it; the one attempt is in no log and in no count. */
export type TestedDelivery = { readonly body: string; readonly attempt: Attempt };
