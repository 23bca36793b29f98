import type { Path } from './path.ts';

/** Paths that do not overlap, as a tree: each path ends in a leaf that carries what belongs to it. */
export type PathTree<T> = {
  readonly children: Map<string | number, PathTree<T>>;
  leaf?: { readonly content: T };
};

export function buildPathTree<T>(entries: readonly (readonly [Path, T])[]): PathTree<T> {
  const root: PathTree<T> = { children: new Map() };
  for (const [path, content] of entries) {
    let node = root;
    for (const step of path) {
      const child: PathTree<T> = node.children.get(step) ?? { children: new Map() };
      node.children.set(step, child);
      node = child;
    }
    node.leaf = { content };
  }
  return root;
}
