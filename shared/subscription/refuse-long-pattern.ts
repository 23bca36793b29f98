import { ProblemError } from '../problem/problem-error.ts';
import { MOST_BRANCHES, patternBranches } from './pattern-branches.ts';
import { compilePattern, LONGEST_PATTERN, type PatternSource } from './pattern.ts';

/**
 * Lets pass what compiles to a pattern that a rule can hold.
 * @throws {ProblemError} `invalid_fields`
 */
export function refuseLongPattern(source: PatternSource): void {
  const pattern = compilePattern(source);
  const { length } = JSON.stringify(pattern);
  if (length > LONGEST_PATTERN)
    throw refused(source, {
      got: `a rule of ${length} characters`,
      allowed: `a rule of at most ${LONGEST_PATTERN} characters, made of events and filter together`,
      remedy: 'Shorten the filter or name a group as call.*',
    });
  const branches = patternBranches(pattern);
  if (branches > MOST_BRANCHES)
    throw refused(source, {
      got: `a rule of ${branches} combinations`,
      allowed: `a rule of at most ${MOST_BRANCHES} combinations of its $or, which operational events beside others double`,
      remedy: 'Shorten the $or of the filter, or give the operational events a subscription of their own',
    });
}

function refused(
  { filter }: PatternSource,
  { got, allowed, remedy }: { readonly got: string; readonly allowed: string; readonly remedy: string },
): ProblemError {
  const field = filter ? 'filter' : 'events';
  return new ProblemError('invalid_fields', `${field} makes ${got}: ${allowed}. ${remedy}.`, {
    errors: [{ field, got, allowed }],
  });
}
