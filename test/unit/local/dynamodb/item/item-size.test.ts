import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Item } from '../../../../../local/dynamodb/item/attribute-value.ts';
import { itemSize } from '../../../../../local/dynamodb/item/item-size.ts';

describe('the size of an item', () => {
  const sizes: readonly [what: string, item: Item, size: number][] = [
    ['counts nothing for no attributes', {}, 0],
    ['counts names and strings in UTF-8', { ä: { S: '€' } }, 2 + 3],
    ['counts two digits of a number a byte, and one more', { n: { N: '12345' } }, 1 + 3 + 1],
    ['does not count zeros at the ends of a number', { n: { N: '-0.001200' } }, 1 + 1 + 1],
    ['counts raw bytes of binary', { b: { B: Buffer.alloc(10).toString('base64') } }, 1 + 10],
    ['counts a byte for a truth value and for null', { t: { BOOL: true }, x: { NULL: true } }, 2 + 2],
    [
      'counts three bytes for a list and one for each element',
      { l: { L: [{ S: 'ab' }, { S: '' }] } },
      1 + 3 + 3 + 1,
    ],
    [
      'counts three bytes for a map and one for each entry',
      { m: { M: { k: { S: 'ab' } } } },
      1 + 3 + 1 + 1 + 2,
    ],
    [
      'counts the members of sets',
      { s: { SS: ['a', 'bc'] }, n: { NS: ['1', '20'] }, b: { BS: ['AAA='] } },
      4 + 5 + 3,
    ],
  ];
  for (const [what, item, size] of sizes)
    it(what, () => {
      assert.equal(itemSize(item), size);
    });
});
