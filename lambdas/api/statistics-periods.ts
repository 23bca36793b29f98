import { addStatistics, noStatistics, type Statistics } from '../../shared/statistics/statistics.ts';

export type Period = 'hour' | 'day';

export const PERIOD_MS: Readonly<Record<Period, number>> = { hour: 3_600_000, day: 86_400_000 };

/** A span cut into whole hours or days of UTC, the empty ones too, and what became of it all. */
export function statisticsPeriods(
  hours: ReadonlyMap<number, Statistics>,
  { period, from, to }: { readonly period: Period; readonly from: number; readonly to: number },
): { readonly total: Statistics; readonly periods: readonly { start: number; statistics: Statistics }[] } {
  const length = PERIOD_MS[period];
  const sums = new Map<number, Statistics>();
  for (let start = periodStart(period, from); start < to; start += length) sums.set(start, noStatistics);
  for (const [hour, statistics] of hours) {
    const sum = sums.get(periodStart(period, hour));
    if (sum) sums.set(periodStart(period, hour), addStatistics(sum, statistics));
  }
  const periods = [...sums].map(([start, statistics]) => ({ start, statistics }));
  const total = periods.reduce((sum, { statistics }) => addStatistics(sum, statistics), noStatistics);
  return { total, periods };
}

/** When the hour or day that a time is in began. */
export function periodStart(period: Period, at: number): number {
  return Math.floor(at / PERIOD_MS[period]) * PERIOD_MS[period];
}
