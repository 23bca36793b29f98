import { addStatistics, type Statistics } from './statistics.ts';
import { hourText, partOfHour } from './statistics-row.ts';

/** What a batch adds to its subscription's hour. */
export type CountedBatch = {
  readonly subscriptionId: string;
  /** The partition that this batch is counted in. */
  readonly bucket: number;
  readonly at: number;
  readonly statistics: Statistics;
  /** When the oldest of its messages that were received for the first time was put into the queue. */
  readonly untriedSentAt?: number | undefined;
};

/** Batches that are counted in the same row and the same minutes of it, together. */
export function groupBatches(batches: readonly CountedBatch[]): readonly CountedBatch[][] {
  const place = ({ subscriptionId, bucket, at }: CountedBatch) =>
    `${subscriptionId} ${bucket} ${hourText(at)} ${partOfHour(at).name}`;
  return [...Map.groupBy(batches, place).values()];
}

/** What batches of one group come to. */
export function sumBatches(group: readonly CountedBatch[]): CountedBatch {
  return group.reduce((a, b) => ({
    ...b,
    statistics: addStatistics(a.statistics, b.statistics),
    untriedSentAt: earlier(a.untriedSentAt, b.untriedSentAt),
  }));
}

function earlier(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
