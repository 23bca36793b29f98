import type { Authentication } from '../authentication/authentication.ts';
import type { Health } from '../health/health.ts';
import type { Announcement } from '../operational-event/announcement.ts';

/**
 * The stored record of where an account's messages go: the desired state that reconcile makes true.
 * Times are milliseconds since the epoch.
 */
export type Subscription = Health & {
  readonly accountId: string;
  /** `sub_` and 32 hexadecimal digits, in order of creation. */
  readonly id: string;
  readonly url: string;
  /** Names of event types, `call.*` or `*`. */
  readonly events: readonly string[];
  /** An EventBridge pattern over `data`. */
  readonly filter?: Readonly<Record<string, unknown>>;
  /** JSONata: what is sent is its result for the standard body; missing to send that itself. */
  readonly transform?: string;
  readonly description?: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** The newest first; each signs until it expires. */
  readonly secrets: readonly SigningSecret[];
  /** Missing for none. */
  readonly authentication?: Authentication;
  /** Headers of every request besides ours; missing for none. They are no secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly retryPolicy: RetryPolicy;
  /** For connect, headers and body together. */
  readonly timeoutSeconds: number;
  /** Requests in flight at once. */
  readonly maxConcurrency: number;
  /** Requests per second over all functions; missing for no limit. */
  readonly rateLimitPerSecond?: number;
  readonly status: SubscriptionStatus;
  /** Why it is paused or disabled. */
  readonly statusReason?: StatusReason;
  /** More about it, in the words of whoever did it. */
  readonly statusDetail?: string;
  /** Over how many partitions its time index and statistics are spread; missing for one. */
  readonly logBuckets?: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Raised by every write that reconcile has to follow. */
  readonly generation: number;
  /** The generation that AWS was last made equal to; 0 before the first time. */
  readonly observedGeneration: number;
  /** When the rule's target was first put; the rule applies some time later. */
  readonly targetPutAt?: number;
  /** The event source mapping's UUID, once it is known. */
  readonly mappingId?: string;
  /** Since when it is paused; missing while it is not. */
  readonly pausedAt?: number;
  /** Since when it is disabled; missing while it is not. */
  readonly disabledAt?: number;
  /** When the owner was told that a paused backlog will soon be past its retention. */
  readonly backlogWarnedAt?: number;
  /** Operational events that were decided on and are still to be put onto the bus. */
  readonly announcements?: readonly Announcement[];
  /** When deletion was asked for. */
  readonly deletedAt?: number;
};

/** `by_hand`: its owner. `gone`: its endpoint, by a 410. `failing`: the failure rule. */
export type StatusReason = 'by_hand' | 'gone' | 'failing';

export type SubscriptionStatus = 'provisioning' | 'active' | 'paused' | 'disabled' | 'deleting';

export type SigningSecret = {
  /** `whsec_` and the base64 of 24 to 64 bytes (HMAC-SHA256), or `whsk_` and that of an ed25519 key pair. */
  readonly secret: string;
  readonly createdAt: number;
  readonly expiresAt?: number;
};

/** How failed attempts of a round are tried again; jitter is added to every delay. */
export type RetryPolicy =
  /** The delay before each retry, so attempts are one more than its length. */
  | { readonly scheduleSeconds: readonly number[] }
  /** Each delay is the one before times `factor`, at most `maxSeconds`. */
  | {
      readonly maxAttempts: number;
      readonly initialSeconds: number;
      readonly factor: number;
      readonly maxSeconds: number;
    };
