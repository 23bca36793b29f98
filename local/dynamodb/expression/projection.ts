import type { AttributeValue, Item } from '../item/attribute-value.ts';
import { attributeOf } from '../item/attribute-of.ts';
import { checkOverlaps } from './check-overlaps.ts';
import { createCursor } from './cursor.ts';
import { parsePath } from './parse-path.ts';
import type { Path } from './path.ts';
import { buildPathTree, type PathTree } from './path-tree.ts';
import type { Placeholders } from './placeholders.ts';

export type Projection = {
  readonly paths: readonly Path[];
  project(item: Item): Item;
};

/**
 * @param text `undefined` takes the whole item.
 * @throws {AwsError} ValidationException
 */
export function parseProjection(
  text: string | undefined,
  placeholders: Placeholders,
): Projection | undefined {
  if (text === undefined) return undefined;
  const cursor = createCursor(text, 'ProjectionExpression', placeholders);
  const paths: Path[] = [];
  do paths.push(parsePath(cursor));
  while (cursor.takeSymbol(','));
  cursor.expectEnd();
  checkOverlaps(paths, 'ProjectionExpression');
  return { paths, project: projector(paths) };
}

/** A function that keeps of an item what the paths name; what a list keeps moves together. */
export function projector(paths: readonly Path[]): (item: Item) => Item {
  const tree = buildPathTree(paths.map((path) => [path, true] as const));
  return (item) => projectMap(tree, item);
}

function projectMap(tree: PathTree<true>, item: Item): Item {
  const kept: [string, AttributeValue][] = [];
  for (const [step, child] of tree.children) {
    const value = typeof step === 'string' ? attributeOf(item, step) : undefined;
    const part = value && projectValue(child, value);
    if (part) kept.push([step as string, part]);
  }
  return Object.fromEntries(kept);
}

function projectValue(tree: PathTree<true>, value: AttributeValue): AttributeValue | undefined {
  if (tree.leaf) return value;
  if ('M' in value) {
    const map = projectMap(tree, value.M);
    return Object.keys(map).length > 0 ? { M: map } : undefined;
  }
  if (!('L' in value)) return undefined;
  const list = value.L.flatMap((element, position) => {
    const child = tree.children.get(position);
    return (child && projectValue(child, element)) ?? [];
  });
  return list.length > 0 ? { L: list } : undefined;
}
