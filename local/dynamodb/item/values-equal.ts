import type { AttributeValue, Item } from './attribute-value.ts';
import { attributeOf } from './attribute-of.ts';

/** Deep equality of two normalised values; sets are equal whatever their order. */
export function valuesEqual(left: AttributeValue, right: AttributeValue): boolean {
  if ('S' in left) return 'S' in right && left.S === right.S;
  if ('N' in left) return 'N' in right && left.N === right.N;
  if ('B' in left) return 'B' in right && left.B === right.B;
  if ('BOOL' in left) return 'BOOL' in right && left.BOOL === right.BOOL;
  if ('NULL' in left) return 'NULL' in right;
  if ('L' in left) return 'L' in right && listsEqual(left.L, right.L);
  if ('M' in left) return 'M' in right && itemsEqual(left.M, right.M);
  if ('SS' in left) return 'SS' in right && setsEqual(left.SS, right.SS);
  if ('NS' in left) return 'NS' in right && setsEqual(left.NS, right.NS);
  return 'BS' in right && setsEqual(left.BS, right.BS);
}

function listsEqual(left: readonly AttributeValue[], right: readonly AttributeValue[]): boolean {
  return (
    left.length === right.length &&
    left.every((value, at) => right[at] !== undefined && valuesEqual(value, right[at]))
  );
}

function itemsEqual(left: Item, right: Item): boolean {
  const entries = Object.entries(left);
  if (entries.length !== Object.keys(right).length) return false;
  return entries.every(([name, value]) => {
    const other = attributeOf(right, name);
    return other !== undefined && valuesEqual(value, other);
  });
}

function setsEqual(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  const members = new Set(left);
  return right.every((member) => members.has(member));
}
