import { refusedFields } from '../../shared/problem/refused-fields.ts';

/**
 * Lets pass a span whose end is after its beginning, or that has only one of them.
 * @throws {ProblemError} `invalid_query`
 */
export function refuseBackwards(from: number | undefined, to: number | undefined): void {
  if (from === undefined || to === undefined || from < to) return;
  const error = {
    field: 'to',
    got: new Date(to).toISOString(),
    allowed: `a time after from, ${new Date(from).toISOString()}`,
  };
  throw refusedFields([error], 'invalid_query');
}
