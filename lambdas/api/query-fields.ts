import * as z from 'zod/mini';
import { isTime } from '../../shared/problem/is-time.ts';

const LIMIT = 'a whole number from 1 to 100';
const TIME = 'a time as 2026-01-31T12:00:00Z (RFC 3339; write + as %2B)';

const DEFAULT_LIMIT = 50;

/** The parameters of every list. */
export const pageFields = {
  limit: z.pipe(
    z.optional(z.string(LIMIT).check(z.refine(isLimit, LIMIT))),
    z.transform((text) => (text === undefined ? DEFAULT_LIMIT : Number(text))),
  ),
  cursor: z.optional(z.string('the next_cursor of the page before')),
};

/** A time in milliseconds since the epoch, written in RFC 3339. */
export const timeField = z.pipe(
  z.string(TIME).check(z.refine(isTime, TIME)),
  z.transform((text) => Date.parse(text)),
);

function isLimit(text: string): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 100;
}
