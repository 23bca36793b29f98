import * as z from 'zod/mini';
import type { ReplayMode } from '../message/replay-name.ts';
import { invalidField } from '../problem/invalid-field.ts';
import { parseFields } from '../problem/parse-fields.ts';
import { strictObject } from '../problem/strict-object.ts';
import { timeField } from '../problem/time-field.ts';
import { timeToResource } from '../subscription/time-to-resource.ts';
import { clipToArchive, type Clipped } from './clip-to-archive.ts';
import { refuseFuture } from './refuse-future.ts';

/** The body of a replay. */
export const replayFields = strictObject({
  from: timeField(),
  to: z.optional(z.nullable(timeField())),
  mode: z.optional(z.nullable(z.enum(['missing', 'all'], 'missing or all'))),
  dry_run: z.optional(z.nullable(z.boolean('true or false'))),
});

export type AskedReplay = Clipped & { readonly mode: ReplayMode; readonly dryRun: boolean };

/**
 * What a request's body asks to be replayed. Without `to` it is until the rule applies, so that nothing falls between
 * the replay and what is delivered from now on.
 * @param given.archiveRetentionMs how far back the archive goes
 * @throws {ProblemError} `invalid_fields`
 */
export function replayOrder(
  body: unknown,
  given: { readonly now: number; readonly archiveRetentionMs: number },
): AskedReplay {
  const { from, to, mode, dry_run: dryRun } = parseFields(replayFields, body);
  if (to !== undefined && to !== null) {
    refuseFuture('to', to, given.now);
    if (to <= from)
      throw invalidField('to', `a time after from, ${timeToResource(from)}`, timeToResource(to));
  }
  return {
    ...clipToArchive({ from, to: to ?? undefined }, given),
    mode: mode ?? 'missing',
    dryRun: dryRun ?? false,
  };
}
