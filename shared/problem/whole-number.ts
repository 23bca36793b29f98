import * as z from 'zod/mini';

/** A whole number from `least` to `most`, in the unit that the error names. */
export function wholeNumber(least: number, most: number, unit = '') {
  const allowed = `a whole number from ${least} to ${most}${unit && ` ${unit}`}`;
  return z.int(allowed).check(z.minimum(least, allowed), z.maximum(most, allowed));
}
