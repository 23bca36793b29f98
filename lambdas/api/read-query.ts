import { refusedFields } from '../../shared/problem/refused-fields.ts';
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
    throw refusedFields(
      [{ field: shownText(name), got: `${got.length} values`, allowed: 'one value' }],
      'invalid_query',
    );
  }
  return Object.fromEntries(parameters);
}
