import * as z from 'zod/mini';
import { isTime } from './is-time.ts';

const TIME = 'a time as 2026-01-31T12:00:00Z (RFC 3339)';

/** A time in a body, in RFC 3339; read as milliseconds since the epoch. */
export function timeField() {
  return z.pipe(
    z.string(TIME).check(z.refine(isTime, TIME)),
    z.transform((text) => Date.parse(text)),
  );
}
