import { ProblemError } from '../../shared/problem/problem-error.ts';
import type { Route } from './route.ts';

/**
 * The route of a method and path, with the path's parameters.
 * @throws {ProblemError} `not_found`, or `method_not_allowed` with the methods that the path knows
 */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly parameters: Readonly<Record<string, string>> } {
  const found = routes.flatMap((route) => {
    const parameters = matchPath(route.path, path);
    return parameters ? [{ route, parameters }] : [];
  });
  const match = found.find(({ route }) => route.method === method);
  if (match) return match;
  if (found.length === 0)
    throw new ProblemError(
      'not_found',
      `There is nothing at ${path}. GET /openapi.json lists what there is.`,
    );
  const allow = found.map(({ route }) => route.method).join(', ');
  throw new ProblemError('method_not_allowed', `${path} does not know ${method}; it knows ${allow}.`, {
    headers: { allow },
  });
}

function matchPath(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const got = path.split('/');
  if (wanted.length !== got.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, step] of wanted.entries()) {
    const value = decoded(got[index] ?? '');
    if (value === undefined) return undefined;
    if (!step.startsWith('{')) {
      if (step !== value) return undefined;
    } else if (value === '') return undefined;
    else parameters[step.slice(1, -1)] = value;
  }
  return parameters;
}

function decoded(step: string): string | undefined {
  try {
    return decodeURIComponent(step);
  } catch {
    // Not percent-encoded UTF-8: no resource of ours has such a name.
    return undefined;
  }
}
