import { attributeOf } from '../item/attribute-of.ts';
import type { AttributeValue, Item } from '../item/attribute-value.ts';
import { encodePartition, encodeSort } from '../item/encode-key.ts';
import { itemSize } from '../item/item-size.ts';
import type { Index } from '../table/table.ts';

/** What an item puts into an index. */
export type IndexEntry = {
  readonly pk: Uint8Array;
  readonly sk: Uint8Array;
  readonly size: number;
  /** The part of the item that the index carries. */
  readonly item: Item;
};

/** `undefined` for an item that lacks one of the index's keys, or has it in another type: indexes are sparse. */
export function indexEntryOf(index: Index, item: Item): IndexEntry | undefined {
  const values: AttributeValue[] = [];
  for (const { name, type } of index.keyAttributes) {
    const value = attributeOf(item, name);
    if (!value || !(type in value)) return undefined;
    values.push(value);
  }
  const [partition, sort] = values as [AttributeValue, AttributeValue | undefined];
  const carried = projectedOnto(index, item);
  return {
    pk: encodePartition(partition),
    sk: sort ? encodeSort(sort) : Buffer.alloc(0),
    size: itemSize(carried),
    item: carried,
  };
}

export function projectedOnto(index: Index, item: Item): Item {
  const { projected } = index;
  if (!projected) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => projected.has(name)));
}
