import { catalogue } from '../../shared/catalogue/catalogue.ts';
import { logBuckets } from '../../shared/delivery/log-buckets.ts';
import type { Dependencies } from './dependencies.ts';

/** A message that filters and transforms can be tried on. */
export type LatestMessage = {
  /** `undefined` for the catalogue's example. */
  readonly messageId?: string;
  readonly eventType: string;
  /** The standard body. */
  readonly body: string;
};

/** How many messages are looked for, and in how many subscriptions, the newest first. */
const MOST_MESSAGES = 20;
const MOST_SUBSCRIPTIONS = 25;

/**
 * The latest messages of an account that are on record as they were before any transform; the examples of the catalogue
 * where there are none.
 */
export async function latestMessages(
  { subscriptions, deliveries, now }: Pick<Dependencies, 'subscriptions' | 'deliveries' | 'now'>,
  accountId: string,
): Promise<readonly LatestMessage[]> {
  const page = await subscriptions.list(accountId, { limit: 100 });
  const lists = await Promise.all(
    page.subscriptions
      .slice(-MOST_SUBSCRIPTIONS)
      .map((of) => deliveries.list({ subscriptionId: of.id, buckets: logBuckets(of), limit: MOST_MESSAGES })),
  );
  const latest = lists
    .flatMap((list) => list.deliveries)
    .toSorted((a, b) => b.firstAttemptAt - a.firstAttemptAt);
  const distinct = [...new Map(latest.map((delivery) => [delivery.messageId, delivery])).values()];
  const found = await Promise.all(
    distinct
      .slice(0, MOST_MESSAGES)
      .map(({ messageId, subscriptionId }) => deliveries.get(accountId, messageId, subscriptionId)),
  );
  const messages = found.flatMap((each) =>
    each && each.delivery.transform !== 'applied' ? [each.delivery] : [],
  );
  return messages.length > 0 ? messages : examples(now());
}

function examples(at: number): readonly LatestMessage[] {
  const timestamp = new Date(at).toISOString();
  return catalogue.map(({ name: eventType, example: data }) => ({
    eventType,
    body: JSON.stringify({ event: eventType, timestamp, data }),
  }));
}
