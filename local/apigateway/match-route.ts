/** A route that takes a request, with the values of its path variables. */
export type Match<T> = { readonly route: T; readonly parameters: Readonly<Record<string, string>> };

type Segment = { readonly kind: 'literal' | 'variable' | 'greedy'; readonly text: string };

const RANK = { literal: 0, variable: 1, greedy: 2 } as const;

/**
 * Chooses the route of a request as API Gateway does: a full match over a greedy one over `$default`; among equals the
 * more literal path, then the named method over `ANY`.
 * @param path decoded, without the stage.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function matchRoute<T extends { readonly key: string }>(
  routes: readonly T[],
  method: string,
  path: string,
): Match<T> | undefined {
  const segments = segmentsOf(path);
  const matches = routes
    .flatMap((route) => {
      const [routeMethod = '', pattern] = route.key.split(' ');
      if (pattern === undefined || (routeMethod !== 'ANY' && routeMethod !== method)) return [];
      const parsed = parsePattern(pattern);
      const parameters = parametersOf(parsed, segments);
      return parameters ? [{ route, parameters, rank: rankOf(parsed, routeMethod) }] : [];
    })
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  const [best] = matches;
  if (best) return { route: best.route, parameters: best.parameters };
  const fallback = routes.find(({ key }) => key === '$default');
  return fallback && { route: fallback, parameters: {} };
}

function parsePattern(pattern: string): Segment[] {
  return segmentsOf(pattern).map((segment) => {
    const name = /^\{(?<name>[^}+]+)(?<greedy>\+?)\}$/.exec(segment)?.groups;
    if (!name) return { kind: 'literal', text: segment };
    return { kind: name['greedy'] ? 'greedy' : 'variable', text: name['name'] ?? '' };
  });
}

function parametersOf(
  pattern: readonly Segment[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const isGreedy = pattern.at(-1)?.kind === 'greedy';
  if (isGreedy ? segments.length < pattern.length : segments.length !== pattern.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, { kind, text }] of pattern.entries()) {
    const value = kind === 'greedy' ? segments.slice(index).join('/') : (segments[index] ?? '');
    if (kind === 'literal' ? value !== text : value === '') return undefined;
    if (kind !== 'literal') parameters[text] = value;
  }
  return parameters;
}

/** Sorts as text: greedy last, then segment by segment, then the method. */
function rankOf(pattern: readonly Segment[], method: string): string {
  const kinds = pattern.map(({ kind }) => RANK[kind]).join('');
  return `${kinds.includes('2') ? 1 : 0}/${kinds}/${method === 'ANY' ? 1 : 0}`;
}

function segmentsOf(path: string): string[] {
  return path.replace(/^\//, '').split('/');
}
