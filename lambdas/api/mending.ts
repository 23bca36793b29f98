import type { DeliveryCount } from '../../shared/delivery/count-deliveries.ts';
import type { Delivery } from '../../shared/delivery/delivery.ts';
import type { IdSeed } from '../../shared/idempotency/id-seed.ts';
import type { JobStore } from '../../shared/job/job-store.ts';

/** What the API sends again, moves and replays with. */
export type Mending = {
  readonly jobs: Pick<JobStore, 'insert' | 'get' | 'list' | 'write'>;
  /** Has a job begin, or notice that it is cancelled. Never rejects: the job is stored, and the next tick goes on. */
  readonly runJob: (accountId: string, jobId: string) => Promise<void>;
  /** Puts the delivery's message into its queue once more; the same seed makes it the same resend. */
  readonly resend: (delivery: Delivery, seed?: IdSeed) => Promise<void>;
  /** About how many dead letters a subscription has. */
  readonly countDeadLetters: (subscriptionId: string) => Promise<number>;
  readonly countDeliveries: (wanted: DeliveryCount) => Promise<number>;
  /** How far back the archive goes. */
  readonly archiveRetentionMs: number;
};
