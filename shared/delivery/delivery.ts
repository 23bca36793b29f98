import type { TransformState } from '../transform/transform-state.ts';
import type { AttemptErrorCode } from './outcome.ts';

/** One message to one subscription, as the log keeps it. Times are milliseconds since the epoch. */
export type Delivery = {
  readonly accountId: string;
  readonly messageId: string;
  readonly subscriptionId: string;
  readonly eventType: string;
  readonly status: DeliveryStatus;
  /** From 1; each redrive or resend of a final delivery starts another. */
  readonly round: number;
  /** The highest attempt number given out, over all rounds. */
  readonly attempts: number;
  /** How many of them belong to earlier rounds, or were made aside from the schedule. */
  readonly attemptsBeforeRound: number;
  /** The latest resend that was acted on. */
  readonly resend?: string;
  /** The job of the latest replay that was acted on. */
  readonly replay?: string;
  /** While the first attempt still waits for it: the slot under the rate limit that is reserved for it. */
  readonly slotAt?: number;
  /** While an attempt is under way: when its number was claimed. */
  readonly claimedAt?: number;
  /** When the next attempt is due, while `retrying`. */
  readonly nextAt?: number;
  /** Why it is `exhausted`. */
  readonly reason?: ExhaustedReason;
  readonly firstAttemptAt: number;
  readonly lastAttemptAt: number;
  /** The partition of the time index that it is in; missing for the first. */
  readonly bucket?: number;
  /** Missing where the subscription had none when the body was settled. */
  readonly transform?: TransformState;
  /** The exact body that was sent. */
  readonly body: string;
};

/** A delivery without its payload: all that decides what happens next, and what is stored of it in the open. */
export type DeliveryState = Omit<Delivery, 'body'> & {
  /** What its last attempt was answered, as its row has it. */
  readonly statusCode?: number;
};

export type DeliveryStatus = 'delivered' | 'retrying' | 'exhausted';

/**
 * `attempts_exhausted`: the policy is used up. `gone`: the endpoint answered 410. `pipeline`: it was received so often
 * that SQS gave it up, and never once attempted; a fault of ours. `transform_failed`: the subscription's transform could
 * make nothing of it.
 */
export type ExhaustedReason = 'attempts_exhausted' | 'gone' | 'pipeline' | 'transform_failed';

/** One HTTP request of a delivery. */
export type Attempt = {
  /** From 1, over all rounds. */
  readonly number: number;
  readonly round: number;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly outcome: 'delivered' | 'retryable' | 'permanent';
  readonly statusCode?: number;
  readonly errorCode?: AttemptErrorCode;
  /** More about it in words. */
  readonly errorDetail?: string;
  /** As they were sent, or would have been where no connection was made; credentials and signatures are masked. */
  readonly requestHeaders?: Readonly<Record<string, string>>;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  /** At most 16 KiB. */
  readonly responseBody?: string;
  readonly responseTruncated?: boolean;
  /** When the next attempt was due after this one failed. */
  readonly nextAt?: number;
};

/** What of an attempt went over the wire, but for the payload: its row has it only encrypted. */
export type AttemptExchange = Pick<Attempt, 'requestHeaders' | 'responseHeaders' | 'responseBody'>;

/** A delivery as lists show it. */
export type DeliverySummary = Omit<
  Delivery,
  | 'body'
  | 'transform'
  | 'bucket'
  | 'attemptsBeforeRound'
  | 'resend'
  | 'replay'
  | 'slotAt'
  | 'claimedAt'
  | 'accountId'
> & {
  readonly statusCode?: number;
  readonly errorCode?: AttemptErrorCode;
};
