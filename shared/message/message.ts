import type { TransformState } from '../transform/transform-state.ts';
import type { Replay } from './replay-of-event.ts';

/** An event as it is delivered: the same bytes at every attempt. */
export type Message = {
  /** `msg_...`, the `webhook-id` of every attempt. */
  readonly id: string;
  readonly accountId: string;
  readonly eventType: string;
  /** The exact body of the POST. */
  readonly body: string;
  /** What a transform has to do with the body, where the subscription has one. */
  readonly transform?: TransformState;
  /** When it was put onto the bus, in milliseconds since the epoch; missing for a replay, whose age says nothing. */
  readonly emittedAt?: number;
  /** The replay that it came with, where a job started one. */
  readonly replay?: Replay;
};

/** Why a record can never become a message. */
export type UnusableReason = 'not_an_event' | 'no_account' | 'no_data' | 'payload_too_large';
