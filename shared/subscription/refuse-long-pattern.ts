import { ProblemError } from '../problem/problem-error.ts';
import { compilePattern, LONGEST_PATTERN, type PatternSource } from './pattern.ts';

/**
 * Lets pass what compiles to a pattern that a rule can hold.
 * @throws {ProblemError} `invalid_fields`
 */
export function refuseLongPattern(source: PatternSource): void {
  const { length } = JSON.stringify(compilePattern(source));
  if (length <= LONGEST_PATTERN) return;
  const field = source.filter ? 'filter' : 'events';
  const got = `a rule of ${length} characters`;
  const allowed = `a rule of at most ${LONGEST_PATTERN} characters, made of events and filter together`;
  throw new ProblemError(
    'invalid_fields',
    `${field} makes ${got}: ${allowed}. Shorten the filter or name a group as call.*.`,
    { errors: [{ field, got, allowed }] },
  );
}
