import type { MessagePage, MessageQuery } from '../../shared/delivery/list-of-message.ts';
import type { QueueDepth } from '../../shared/queue/queue-depth.ts';
import type { StatisticsStore } from '../../shared/statistics/statistics-store.ts';

/** What the API looks with, besides the log. */
export type Looking = {
  readonly statistics: Pick<StatisticsStore, 'read' | 'lastUntried'>;
  readonly listOfMessage: (query: MessageQuery) => Promise<MessagePage>;
  /** Of a subscription's queue and of its dead-letter queue; `undefined` before they are made. */
  readonly queueDepths: (subscriptionId: string) => Promise<{
    readonly queue: QueueDepth | undefined;
    readonly deadLetters: QueueDepth | undefined;
  }>;
  /** When the first attempt of the oldest delivery that is still retried was made. */
  readonly oldestRetrying: (of: {
    readonly subscriptionId: string;
    readonly buckets: number;
  }) => Promise<number | undefined>;
};
