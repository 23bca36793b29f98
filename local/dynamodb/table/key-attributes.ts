import type { KeyAttribute, KeyDefinition } from './table-definition.ts';

/** Partition key, then sort key. */
export function keyAttributes(key: KeyDefinition): readonly KeyAttribute[] {
  return key.sort ? [key.partition, key.sort] : [key.partition];
}
