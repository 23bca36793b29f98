import { expressionError } from './expression-error.ts';
import type { ExpressionKind } from './expression-kind.ts';
import { pathToText, type Path } from './path.ts';

/**
 * Refuses paths of which one contains another, and paths that take one value for a map and for a list.
 * @throws {AwsError} ValidationException
 */
export function checkOverlaps(paths: readonly Path[], kind: ExpressionKind): void {
  paths.forEach((later, index) => {
    for (const earlier of paths.slice(0, index)) {
      const found = relation(earlier, later);
      if (found)
        throw expressionError(
          kind,
          `Two document paths ${found} with each other; must remove or rewrite one of these paths; path one: ${pathToText(earlier)}, path two: ${pathToText(later)}`,
        );
    }
  });
}

function relation(one: Path, two: Path): 'overlap' | 'conflict' | undefined {
  const common = Math.min(one.length, two.length);
  for (let at = 0; at < common; at += 1) {
    if (one[at] === two[at]) continue;
    return typeof one[at] === typeof two[at] ? undefined : 'conflict';
  }
  return 'overlap';
}
