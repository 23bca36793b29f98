import type { AttributeValue, Item } from '../item/attribute-value.ts';
import { attributeOf } from '../item/attribute-of.ts';

/** A document path: an attribute's name, then names in maps and positions in lists. */
export type Path = readonly [string, ...(string | number)[]];

/** As AWS writes a path in its errors: `[a, b, [0]]`. */
export function pathToText(path: Path): string {
  return `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
}

export function readPath(item: Item, path: Path): AttributeValue | undefined {
  let value = attributeOf(item, path[0]);
  for (let at = 1; at < path.length && value !== undefined; at += 1) {
    const step = path[at] as string | number;
    if (typeof step === 'number') value = 'L' in value ? value.L[step] : undefined;
    else value = 'M' in value ? attributeOf(value.M, step) : undefined;
  }
  return value;
}
