import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyUpdate } from '../../../../../local/dynamodb/expression/apply-update.ts';
import { parseUpdate } from '../../../../../local/dynamodb/expression/parse-update.ts';
import { createPlaceholders } from '../../../../../local/dynamodb/expression/placeholders.ts';
import type { Item } from '../../../../../local/dynamodb/item/attribute-value.ts';
import { invalid } from '../dynamodb-fixture.ts';

const VALUES = {
  ':s': { S: 's' },
  ':one': { N: '1' },
  ':two': { N: '2' },
  ':list': { L: [{ S: 'new' }] },
  ':set': { SS: ['b', 'c'] },
  ':ab': { SS: ['a', 'b'] },
  ':map': { M: { k: { S: 'v' } } },
};
const BEFORE: Item = {
  n: { N: '5' },
  s: { S: 'x' },
  l: { L: [{ S: '0' }, { S: '1' }, { S: '2' }] },
  m: { M: { a: { N: '1' }, l: { L: [{ M: { deep: { S: 'd' } } }] } } },
  ss: { SS: ['a', 'b'] },
};

function parse(text: string) {
  const input = {
    UpdateExpression: text,
    ExpressionAttributeNames: { '#name': 'name' },
    ExpressionAttributeValues: VALUES,
  };
  return parseUpdate(text, createPlaceholders(input, ['UpdateExpression']));
}

describe('an update', () => {
  const changes: readonly [text: string, changed: Record<string, unknown>][] = [
    ['SET s = :s', { s: { S: 's' } }],
    ['set #name = :s', { name: { S: 's' } }],
    ['SET n = n + :one', { n: { N: '6' } }],
    ['SET n = n - :two', { n: { N: '3' } }],
    ['SET n = (n + :one)', { n: { N: '6' } }],
    ['SET n = if_not_exists(nothing, :two) + :one', { n: { N: '3' } }],
    ['SET n = if_not_exists(n, :two)', {}],
    ['SET s = n, n = :one', { s: { N: '5' }, n: { N: '1' } }],
    ['SET l = list_append(l, :list)', { l: { L: [{ S: '0' }, { S: '1' }, { S: '2' }, { S: 'new' }] } }],
    ['SET l = list_append(:list, l)', { l: { L: [{ S: 'new' }, { S: '0' }, { S: '1' }, { S: '2' }] } }],
    ['SET x = list_append(if_not_exists(x, :list), :list)', { x: { L: [{ S: 'new' }, { S: 'new' }] } }],
    ['SET l[1] = :s', { l: { L: [{ S: '0' }, { S: 's' }, { S: '2' }] } }],
    [
      'SET l[9] = :one, l[7] = :s',
      { l: { L: [{ S: '0' }, { S: '1' }, { S: '2' }, { S: 's' }, { N: '1' }] } },
    ],
    ['REMOVE l[0], l[2]', { l: { L: [{ S: '1' }] } }],
    ['REMOVE l[0] SET l[1] = :s', { l: { L: [{ S: 's' }, { S: '2' }] } }],
    ['REMOVE l[8], nothing', {}],
    ['SET m.b = :s', { m: { M: { a: { N: '1' }, l: { L: [{ M: { deep: { S: 'd' } } }] }, b: { S: 's' } } } }],
    ['SET m.l[0].deep = :s', { m: { M: { a: { N: '1' }, l: { L: [{ M: { deep: { S: 's' } } }] } } } }],
    ['REMOVE m.l', { m: { M: { a: { N: '1' } } } }],
    ['ADD n :one', { n: { N: '6' } }],
    ['ADD fresh :one', { fresh: { N: '1' } }],
    ['ADD m.a :two', { m: { M: { a: { N: '3' }, l: { L: [{ M: { deep: { S: 'd' } } }] } } } }],
    ['ADD ss :set', { ss: { SS: ['a', 'b', 'c'] } }],
    ['ADD fresh :set', { fresh: { SS: ['b', 'c'] } }],
    ['DELETE ss :set', { ss: { SS: ['a'] } }],
    ['DELETE nothing :set', {}],
    [
      'SET s = :map REMOVE n ADD k :one DELETE ss :set',
      { s: { M: { k: { S: 'v' } } }, n: undefined, k: { N: '1' }, ss: { SS: ['a'] } },
    ],
  ];
  for (const [text, changed] of changes)
    it(`makes the item right for ${text}`, () => {
      const after = { ...BEFORE, ...changed };
      const expected = Object.fromEntries(Object.entries(after).filter(([, value]) => value !== undefined));
      assert.deepEqual(applyUpdate(parse(text), BEFORE), expected);
    });

  it('removes a set that loses its last member', () => {
    assert.equal('ss' in applyUpdate(parse('DELETE ss :ab'), BEFORE), false);
  });

  it('leaves the item it was given as it is', () => {
    const copy = structuredClone(BEFORE);
    applyUpdate(parse('SET m.a = :s, l[0] = :s ADD ss :set REMOVE n'), BEFORE);
    assert.deepEqual(BEFORE, copy);
  });
});

describe('an update that cannot be made', () => {
  const refused: readonly [text: string, message: RegExp][] = [
    ['SET s = nothing', /refers to an attribute that does not exist in the item/],
    ['SET n = nothing + :one', /refers to an attribute that does not exist/],
    ['SET n = s + :one', /operand in the update expression has an incorrect data type/],
    ['SET l = list_append(s, :list)', /incorrect data type/],
    ['SET nothing.a = :s', /document path provided in the update expression is invalid/],
    ['SET s.a = :s', /document path .* is invalid/],
    ['SET m[0] = :s', /document path .* is invalid/],
    ['SET l.a = :s', /document path .* is invalid/],
    ['REMOVE nothing.a', /document path .* is invalid/],
    ['ADD s :one', /incorrect data type/],
    ['ADD ss :one', /incorrect data type/],
    ['DELETE l :set', /incorrect data type/],
  ];
  for (const [text, message] of refused)
    it(`rejects ${text}`, () => {
      assert.throws(() => applyUpdate(parse(text), BEFORE), invalid(message));
    });
});

describe('an update that AWS would not take', () => {
  const refused: readonly [text: string, message: string | RegExp][] = [
    ['', 'Invalid UpdateExpression: The expression can not be empty;'],
    ['s = :s', /Syntax error; token: "s"/],
    ['SET', /Syntax error; token: "<EOF>"/],
    ['SET s :s', /Syntax error; token: ":s"/],
    ['SET s = :s,', /Syntax error; token: "<EOF>"/],
    ['SET n = n + :one + :two', /Syntax error; token: "\+"/],
    [
      'SET s = :s SET n = :one',
      'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
    ],
    ['SET name = :s', /reserved keyword: name/],
    [
      'SET s = :s, s = :one',
      'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [s], path two: [s]',
    ],
    ['SET m = :map REMOVE m.a', /overlap with each other.*path one: \[m\], path two: \[m, a\]/],
    ['SET m.a = :s, m[1] = :s', /conflict with each other.*path one: \[m, a\], path two: \[m, \[1\]\]/],
    ['ADD s :s', /operator: ADD, operand type: STRING/],
    ['ADD n n', /Syntax error; token: "n"/],
    ['DELETE ss :one', /operator: DELETE, operand type: NUMBER/],
    ['SET n = :s + :one', /operator or function: \+, operand type: S/],
    ['SET l = list_append(l)', /operator or function: list_append, number of operands: 1/],
    ['SET l = list_append(l, :s)', /operator or function: list_append, operand type: S/],
    ['SET n = if_not_exists(:one, :two)', /requires a document path; operator or function: if_not_exists/],
    ['SET n = size(l)', /not allowed in an update expression; function: size/],
    ['SET n = plus(n, :one)', /Invalid function name; function: plus/],
  ];
  for (const [text, message] of refused)
    it(`rejects ${text}`, () => {
      assert.throws(() => parse(text), invalid(message));
    });
});
