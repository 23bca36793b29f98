import type { Statistics } from './statistics.ts';

const HOUR_MS = 3_600_000;
const PART_MS = 300_000;
const LATENCY = 'h';

/** The partition that holds a part of a subscription's hours. */
export function statisticsPartition(subscriptionId: string, bucket: number): string {
  return `S#${subscriptionId}#${bucket}`;
}

/** The hour that a time is in: `2026-01-15T10`, UTC. */
export function hourText(at: number): string {
  return new Date(at).toISOString().slice(0, 'yyyy-mm-ddThh'.length);
}

/** The part of the hour that a time is in, twelve of five minutes: its attribute, and for how long it has been going. */
export function partOfHour(at: number): { readonly name: string; readonly sinceMs: number } {
  const intoHourMs = at % HOUR_MS;
  return { name: `m${Math.floor(intoHourMs / PART_MS)}`, sinceMs: intoHourMs % PART_MS };
}

/** The counters of a row, those that are 0 left out: with every one of them a row is still within one write unit. */
export function statisticsToRow({ latency, ...counts }: Statistics): Readonly<Record<string, number>> {
  const buckets = [...latency].map(([bucket, count]) => [`${LATENCY}${bucket}`, count] as const);
  return Object.fromEntries([...Object.entries(counts), ...buckets].filter(([, count]) => count > 0));
}

export function rowToStatistics(row: Readonly<Record<string, unknown>>): Statistics {
  const count = (name: keyof Statistics) => (row[name] as number | undefined) ?? 0;
  return {
    delivered: count('delivered'),
    failed: count('failed'),
    retries: count('retries'),
    exhausted: count('exhausted'),
    latency: new Map(
      Object.entries(row).flatMap(([name, value]) =>
        /^h\d+$/.test(name) ? [[Number(name.slice(LATENCY.length)), value as number] as const] : [],
      ),
    ),
  };
}
