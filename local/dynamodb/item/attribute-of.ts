import type { AttributeValue, Item } from './attribute-value.ts';

/** The attribute of that name, and never what an object inherits. */
export function attributeOf(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}
