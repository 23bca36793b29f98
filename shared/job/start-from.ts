import * as z from 'zod/mini';
import { parseFields } from '../problem/parse-fields.ts';
import { timeField } from '../problem/time-field.ts';
import { clipToArchive } from './clip-to-archive.ts';

/** The field of a new subscription that has it begin in the past. */
export const startFromField = z.optional(z.nullable(timeField()));

const fields = z.object({ start_from: startFromField });

/**
 * From when on a new subscription gets what the archive has, in milliseconds since the epoch; `undefined` for from now on.
 * @throws {ProblemError} `invalid_fields` for a time in the future
 */
export function startFrom(
  body: unknown,
  given: { readonly now: number; readonly archiveRetentionMs: number },
): number | undefined {
  const { start_from: from } = parseFields(fields, body);
  if (from === undefined || from === null) return undefined;
  return clipToArchive({ from, to: undefined }, { ...given, field: 'start_from' }).from;
}
