/** EventBridge's limit for the combinations that a pattern's `$or`s make. */
export const MOST_BRANCHES = 1000;

/** How many combinations the `$or`s of a well-formed pattern make; 1 without any. */
export function patternBranches(pattern: Readonly<Record<string, unknown>>): number {
  return Object.entries(pattern).reduce((product, [name, value]) => product * factor(name, value), 1);
}

function factor(name: string, value: unknown): number {
  if (name === '$or')
    return (value as Readonly<Record<string, unknown>>[]).reduce(
      (sum, alternative) => sum + patternBranches(alternative),
      0,
    );
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 1;
  return patternBranches(value as Readonly<Record<string, unknown>>);
}
