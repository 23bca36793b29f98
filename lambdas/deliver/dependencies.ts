import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { TokenClient } from '../../shared/authentication/token-cache.ts';
import type { DeliveryLog } from '../../shared/delivery/delivery-log.ts';
import type { ReadBatch } from '../../shared/delivery/read-batch.ts';
import type { Outcome } from '../../shared/delivery/outcome.ts';
import type { AttemptRequest } from '../../shared/endpoint/attempt-delivery.ts';
import type { HealthDurations } from '../../shared/health/health-durations.ts';
import type { HealthStore } from '../../shared/health/health-store.ts';
import type { WriteMetrics } from '../../shared/metrics/write-metrics.ts';
import type { SlotRequest } from '../../shared/rate-limit/reserve-slots.ts';
import type { StatisticsStore } from '../../shared/statistics/statistics-store.ts';
import type { Subscription } from '../../shared/subscription/subscription.ts';
import type { SubscriptionStore } from '../../shared/subscription/subscription-store.ts';
import type { Transformer } from '../../shared/transform/create-transformer.ts';

/** What `deliver` works with; tests pass their own clock and randomness. */
export type DeliverDependencies = {
  readonly sqs: SQSClient;
  readonly readBatch: ReadBatch;
  readonly log: DeliveryLog;
  /** With a client its token is sent, fetched first where there is none. */
  readonly attempt: (request: AttemptRequest, client?: TokenClient) => Promise<Outcome>;
  readonly subscriptions: Pick<SubscriptionStore, 'get' | 'change'>;
  readonly transformer: Pick<Transformer, 'transform'>;
  readonly statistics: Pick<StatisticsStore, 'add'>;
  /** Spreads a subscription's log over more partitions; never over fewer. */
  readonly growLogBuckets: (subscription: Subscription, buckets: number) => Promise<void>;
  readonly health: HealthStore;
  readonly healthDurations: HealthDurations;
  readonly events: EventBridgeClient;
  /** The bus that operational events are put onto. */
  readonly eventBusName: string;
  readonly reserveSlots: (request: SlotRequest) => Promise<readonly number[]>;
  /** How long an invocation waits for a slot. */
  readonly slotWaitMs: number;
  /** Resolves at that time. */
  readonly waitUntil: (at: number) => Promise<void>;
  /** How long what arrives for a subscription that is not active is hidden. */
  readonly inactiveHideMs: number;
  /** How long a claimed attempt may be under way before it counts as interrupted. */
  readonly claimMs: number;
  readonly writeMetrics: WriteMetrics;
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
};
