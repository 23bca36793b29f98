/**
 * Puts names in an order in which each comes after those it depends on, else as given.
 * @throws {Error} that names the members of a circle.
 */
export function creationOrder(dependencies: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const order = new Set<string>();
  const path: string[] = [];
  const visit = (name: string): void => {
    if (order.has(name)) return;
    if (path.includes(name))
      throw new Error(
        `These resources depend on each other: ${[...path.slice(path.indexOf(name)), name].join(' -> ')}.`,
      );
    path.push(name);
    for (const dependency of dependencies.get(name) ?? []) visit(dependency);
    path.pop();
    order.add(name);
  };
  for (const name of dependencies.keys()) visit(name);
  return [...order];
}
