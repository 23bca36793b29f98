import { invalidField } from '../problem/invalid-field.ts';
import { timeToResource } from '../subscription/time-to-resource.ts';
import { refuseFuture } from './refuse-future.ts';

export type Clipped = {
  readonly from: number;
  readonly to?: number;
  /** Whether `from` was earlier than the archive goes back. */
  readonly clipped: boolean;
};

/**
 * The part of a span that the archive still has. Times are milliseconds since the epoch.
 * @throws {ProblemError} `invalid_fields` where it has none of it, or the span begins in the future
 */
export function clipToArchive(
  { from, to }: { readonly from: number; readonly to: number | undefined },
  {
    now,
    archiveRetentionMs,
    field = 'from',
  }: {
    readonly now: number;
    readonly archiveRetentionMs: number;
    /** @default 'from' */
    readonly field?: string;
  },
): Clipped {
  refuseFuture(field, from, now);
  const earliest = now - archiveRetentionMs;
  if (to !== undefined && to <= earliest)
    throw invalidField(
      'to',
      `a time after ${timeToResource(earliest)}, which the archive goes back to`,
      timeToResource(to),
    );
  return { from: Math.max(from, earliest), ...(to !== undefined && { to }), clipped: from < earliest };
}
