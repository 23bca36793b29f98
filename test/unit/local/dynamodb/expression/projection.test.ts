import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPlaceholders } from '../../../../../local/dynamodb/expression/placeholders.ts';
import { parseProjection } from '../../../../../local/dynamodb/expression/projection.ts';
import type { Item } from '../../../../../local/dynamodb/item/attribute-value.ts';
import { invalid } from '../dynamodb-fixture.ts';

const ITEM: Item = {
  a: { S: 'x' },
  m: { M: { k: { S: 'v' }, other: { N: '1' } } },
  l: { L: [{ S: '0' }, { S: '1' }, { M: { deep: { S: 'd' }, more: { N: '2' } } }] },
};

function project(text: string): Item | undefined {
  const placeholders = createPlaceholders({}, ['ProjectionExpression']);
  return parseProjection(text, placeholders)?.project(ITEM);
}

describe('a projection', () => {
  const kept: readonly [text: string, item: Item][] = [
    ['a', { a: { S: 'x' } }],
    ['a, nothing', { a: { S: 'x' } }],
    ['m.k', { m: { M: { k: { S: 'v' } } } }],
    ['m.nothing', {}],
    ['l[2].deep, l[0]', { l: { L: [{ S: '0' }, { M: { deep: { S: 'd' } } }] } }],
    ['a.k, m[0], l.k', {}],
  ];
  for (const [text, item] of kept)
    it(`keeps what ${text} names`, () => {
      assert.deepEqual(project(text), item);
    });

  const refused: readonly [text: string, message: RegExp][] = [
    ['', /can not be empty/],
    ['a,', /Syntax error/],
    ['a b', /Syntax error; token: "b"/],
    ['name', /reserved keyword: name/],
    ['m, m.k', /overlap/],
    ['size(a)', /reserved keyword: size/],
  ];
  for (const [text, message] of refused)
    it(`rejects ${JSON.stringify(text)}`, () => {
      assert.throws(() => project(text), invalid(message));
    });
});
