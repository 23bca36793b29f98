import { ProblemError } from '../../shared/problem/problem-error.ts';
import { shownText } from '../../shared/problem/shown-text.ts';

/**
 * The query's parameters by name.
 * @throws {ProblemError} `invalid_query` where one comes twice
 */
export function readQuery(rawQuery: string): Readonly<Record<string, string>> {
  const parameters = new URLSearchParams(rawQuery);
  for (const name of parameters.keys()) {
    const got = parameters.getAll(name);
    if (got.length === 1) continue;
    const error = { field: shownText(name), got: `${got.length} values`, allowed: 'one value' };
    throw new ProblemError(
      'invalid_query',
      `The query parameter ${shownText(name)} has ${error.got}: one value.`,
      {
        errors: [error],
      },
    );
  }
  return Object.fromEntries(parameters);
}
