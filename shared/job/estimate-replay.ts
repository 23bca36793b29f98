import type { DeliveryCount } from '../delivery/count-deliveries.ts';
import type { ReplayMode } from '../message/replay-name.ts';

export type ReplayOrder = {
  readonly subscriptionId: string;
  /** Over how many partitions its deliveries are spread. */
  readonly buckets: number;
  readonly mode: ReplayMode;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
};

type Count = (wanted: DeliveryCount) => Promise<number>;

/**
 * About how many messages a replay would send. EventBridge counts no events of a span or a rule, so this is taken from
 * the deliveries on record: `all` sends again what the span has; `missing` what of it is exhausted, and what the span
 * lacks of what as long a span before it had.
 */
export async function estimateReplay(
  count: Count,
  { subscriptionId, buckets, mode, from, to }: ReplayOrder,
): Promise<number> {
  const within = async (span: { from: number; to: number }) => {
    const counts = await Promise.all(
      (['delivered', 'retrying', 'exhausted'] as const).map((status) =>
        count({ subscriptionId, buckets, status, ...span }),
      ),
    );
    return counts.reduce((sum, each) => sum + each, 0);
  };
  const recorded = await within({ from, to });
  if (mode === 'all') return recorded;
  const usual = await within({ from: from - (to - from), to: from });
  const exhausted = await count({ subscriptionId, buckets, status: 'exhausted', from, to });
  return exhausted + Math.max(0, usual - recorded);
}
