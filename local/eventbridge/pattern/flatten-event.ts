import { literalLeaf, numberLeaf, stringLeaf, type Leaf } from './leaf.ts';
import { numberText } from './parse-json-exactly.ts';

/** An event as the rule engine sees it: the values at each path, names joined by dots. */
export type FlatEvent = ReadonlyMap<string, readonly EventField[]>;

export type EventField = {
  readonly leaf: Leaf;
  /** In which element of which array the value is: pairs of array number and index, outermost first. */
  readonly elements: readonly number[];
};

/**
 * Flattens an event that `parseJsonExactly` has read. Arrays vanish from the paths; that values belong to the same
 * element is kept beside them. Empty arrays and objects leave nothing, so nothing exists there.
 */
export function flattenEvent(event: unknown): FlatEvent {
  const walk: Walk = { fields: new Map(), arrays: 0 };
  visit(walk, event, '', NOWHERE);
  return walk.fields;
}

type Walk = { readonly fields: Map<string, EventField[]>; arrays: number };

const NOWHERE: readonly number[] = [];

function visit(walk: Walk, value: unknown, path: string, elements: readonly number[]): void {
  if (Array.isArray(value)) return visitArray(walk, value, path, elements);
  const leaf = toLeaf(value);
  if (leaf) return add(walk, path, { leaf, elements });
  for (const [name, member] of Object.entries(value as object))
    visit(walk, member, path === '' ? name : `${path}.${name}`, elements);
}

function visitArray(walk: Walk, values: readonly unknown[], path: string, elements: readonly number[]): void {
  const array = walk.arrays;
  walk.arrays += 1;
  for (const [index, value] of values.entries()) {
    const isNested = typeof value === 'object' && value !== null && numberText(value) === undefined;
    // A scalar is not bound to its own element: several scalars of one array may each satisfy a different field.
    visit(walk, value, path, isNested ? [...elements, array, index] : elements);
  }
}

function toLeaf(value: unknown): Leaf | undefined {
  if (typeof value === 'string') return stringLeaf(value);
  if (value === null) return literalLeaf('null');
  if (typeof value === 'boolean') return literalLeaf(value ? 'true' : 'false');
  const source = numberText(value);
  return source === undefined ? undefined : numberLeaf(source);
}

function add(walk: Walk, path: string, field: EventField): void {
  const fields = walk.fields.get(path);
  if (fields) fields.push(field);
  else walk.fields.set(path, [field]);
}
