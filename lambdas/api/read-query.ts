import { ProblemError } from '../../shared/problem/problem-error.ts';

/**
 * The query's parameters by name.
 * @throws {ProblemError} `invalid_query` where one comes twice
 */
export function readQuery(rawQuery: string): Readonly<Record<string, string>> {
  const parameters = new URLSearchParams(rawQuery);
  for (const name of parameters.keys()) {
    if (parameters.getAll(name).length === 1) continue;
    const error = { field: name, allowed: 'one value' };
    throw new ProblemError('invalid_query', `The query parameter ${name} comes more than once.`, {
      errors: [error],
    });
  }
  return Object.fromEntries(parameters);
}
