import type { AttributeValue, Item } from '../item/attribute-value.ts';
import { validationError } from '../validation-error.ts';
import type { Path } from './path.ts';
import { buildPathTree, type PathTree } from './path-tree.ts';

/** What becomes of the value at one path. */
export type Edit = 'remove' | { readonly set: AttributeValue };

/**
 * The item with all edits made at once: positions in lists are those of the list as it was, what is set beyond a
 * list's end is appended in the order of its positions.
 * @throws {AwsError} ValidationException when a path leads through something that is not there.
 */
export function applyEdits(edits: readonly (readonly [Path, Edit])[], item: Item): Item {
  return editMap(buildPathTree(edits), item);
}

function editMap(tree: PathTree<Edit>, item: Item): Item {
  const entries = new Map(Object.entries(item));
  for (const [step, child] of tree.children) {
    if (typeof step === 'number') throw invalidPath();
    const value = editValue(child, entries.get(step));
    if (value) entries.set(step, value);
    else entries.delete(step);
  }
  return Object.fromEntries(entries);
}

function editValue(tree: PathTree<Edit>, value: AttributeValue | undefined): AttributeValue | undefined {
  if (tree.leaf) return tree.leaf.content === 'remove' ? undefined : tree.leaf.content.set;
  if (value && 'M' in value) return { M: editMap(tree, value.M) };
  if (value && 'L' in value) return { L: editList(tree, value.L) };
  throw invalidPath();
}

function editList(tree: PathTree<Edit>, list: readonly AttributeValue[]): readonly AttributeValue[] {
  const kept: AttributeValue[] = [];
  list.forEach((element, position) => {
    const child = tree.children.get(position);
    const value = child ? editValue(child, element) : element;
    if (value) kept.push(value);
  });
  const beyond = [...tree.children].filter(([step]) => typeof step !== 'number' || step >= list.length);
  for (const [step, child] of beyond.toSorted(([left], [right]) => Number(left) - Number(right))) {
    if (typeof step !== 'number') throw invalidPath();
    const value = editValue(child, undefined);
    if (value) kept.push(value);
  }
  return kept;
}

function invalidPath() {
  return validationError('The document path provided in the update expression is invalid for update');
}
