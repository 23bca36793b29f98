import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evaluateCondition } from '../../../../../local/dynamodb/expression/evaluate-condition.ts';
import { parseCondition } from '../../../../../local/dynamodb/expression/parse-condition.ts';
import { createPlaceholders } from '../../../../../local/dynamodb/expression/placeholders.ts';
import type { Item } from '../../../../../local/dynamodb/item/attribute-value.ts';
import { invalid } from '../dynamodb-fixture.ts';

const ITEM: Item = {
  a: { S: 'abc' },
  n: { N: '10' },
  t: { BOOL: true },
  b: { B: Buffer.from([1, 2, 3]).toString('base64') },
  l: { L: [{ S: 'x' }, { N: '1' }, { M: { deep: { S: 'y' } } }] },
  m: { M: { k: { S: 'v' }, 'with.dot': { S: 'w' } } },
  ss: { SS: ['p', 'q'] },
  ns: { NS: ['1', '2'] },
};
const VALUES = {
  ':abc': { S: 'abc' },
  ':ab': { S: 'ab' },
  ':b': { S: 'b' },
  ':z': { S: 'z' },
  ':x': { S: 'x' },
  ':y': { S: 'y' },
  ':v': { S: 'v' },
  ':w': { S: 'w' },
  ':p': { S: 'p' },
  ':S': { S: 'S' },
  ':nope': { S: 'nope' },
  ':one': { N: '1' },
  ':three': { N: '3' },
  ':nine': { N: '9.5' },
  ':ten': { N: '10.0' },
  ':big': { N: '11' },
  ':true': { BOOL: true },
  ':qp': { SS: ['q', 'p'] },
  ':bytes': { B: Buffer.from([2, 3]).toString('base64') },
};
const NAMES = { '#dot': 'with.dot', '#size': 'size' };

function parse(text: string, values: object = VALUES) {
  const input = {
    ConditionExpression: text,
    ExpressionAttributeNames: NAMES,
    ExpressionAttributeValues: values,
  };
  return parseCondition(text, 'ConditionExpression', createPlaceholders(input, ['ConditionExpression']));
}

describe('a condition', () => {
  const holds: readonly string[] = [
    'a = :abc',
    ':abc = a',
    'a <> :z',
    'absent <> :z',
    'n = :ten',
    'n > :nine AND n < :big',
    'n >= :ten and n <= :ten',
    'a < :b',
    't = :true',
    'ss = :qp',
    'm.k = :v',
    'm.#dot = :w',
    'l[0] = :x',
    'l[2].deep = :y',
    'n BETWEEN :nine AND :big',
    'a IN (:z, :abc)',
    'attribute_exists(m.k)',
    'attribute_not_exists(m.nothing)',
    'attribute_not_exists(l[3])',
    'attribute_not_exists(a.k)',
    'attribute_type(a, :S)',
    'begins_with(a, :ab)',
    'contains(a, :b)',
    'contains(ss, :p)',
    'contains(ns, :one)',
    'contains(l, :x)',
    'contains(b, :bytes)',
    'size(a) = :three',
    'size(l) = size(b)',
    'NOT a = :z',
    'not (a = :z or n = :nine)',
    'a = :z OR a = :abc AND n = :ten',
    '(a = :z OR a = :abc) AND n = :ten',
    'NOT a = :z AND n = :ten',
    '(a = :abc) AND (n = :ten)',
    ' a=:abc\n',
  ];
  for (const text of holds)
    it(`holds for ${text}`, () => {
      assert.equal(evaluateCondition(parse(text), ITEM), true);
    });

  const fails: readonly string[] = [
    'a = :z',
    'absent = :z',
    'absent < :z',
    'NOT absent <> :z',
    'a <> :abc',
    'a < :ten',
    'a = :ten',
    't > :ten',
    'l[9] = :x',
    'begins_with(n, :ab)',
    'contains(n, :one)',
    'contains(a, :one)',
    'size(n) = :one',
    'attribute_exists(nothing)',
    'a = :abc AND n = :nine',
    'a = :z OR n = :nine',
    'NOT (a = :abc)',
  ];
  for (const text of fails)
    it(`does not hold for ${text}`, () => {
      assert.equal(evaluateCondition(parse(text), ITEM), false);
    });

  it('finds no attribute that objects inherit', () => {
    const input = { ConditionExpression: '', ExpressionAttributeNames: { '#c': 'toString' } };
    const placeholders = createPlaceholders(input, ['ConditionExpression']);
    const condition = parseCondition('attribute_exists(#c)', 'ConditionExpression', placeholders);
    assert.equal(evaluateCondition(condition, {}), false);
  });
});

describe('a condition that AWS would not take', () => {
  const refused: readonly [text: string, message: string | RegExp][] = [
    ['', 'Invalid ConditionExpression: The expression can not be empty;'],
    ['   ', 'Invalid ConditionExpression: The expression can not be empty;'],
    ['a', /Syntax error; token: "<EOF>"/],
    ['a = ', /Syntax error; token: "<EOF>"/],
    ['a == :abc', /Syntax error; token: "=", near: "== :abc"/],
    ['a = :abc b', /Syntax error; token: "b"/],
    ['(a = :abc', /Syntax error; token: "<EOF>"/],
    ['a = :abc)', /Syntax error; token: "\)"/],
    ['a = abc!', /Syntax error; token: "!"/],
    ['a = "abc"', /Syntax error; token: """/],
    ['_a = :abc', /Syntax error; token: "_"/],
    ['a = 10', /Syntax error; token: "10"/],
    ['l[:one] = :x', /Syntax error; token: ":one"/],
    [
      'name = :abc',
      'Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: name',
    ],
    ['m.Status = :abc', /reserved keyword: Status/],
    ['ttl < :ten', /reserved keyword: ttl/],
    ['#none = :abc', /name used in the document path is not defined; attribute name: #none/],
    ['a = :none', /value used in expression is not defined; attribute value: :none/],
    ['exists(a)', 'Invalid ConditionExpression: Invalid function name; function: exists'],
    ['Attribute_Exists(a)', /Invalid function name; function: Attribute_Exists/],
    ['if_not_exists(a, :abc) = :abc', /not allowed in a condition expression; function: if_not_exists/],
    ['a = contains(l, :x)', /not allowed to be used this way in an expression; function: contains/],
    ['size(a)', /Syntax error/],
    ['size(:abc) = :three', /requires a document path; operator or function: size/],
    ['attribute_exists(:abc)', /requires a document path; operator or function: attribute_exists/],
    ['begins_with(a)', /operator or function: begins_with, number of operands: 1/],
    ['begins_with(a, :ten)', /operator or function: begins_with, operand type: N/],
    ['attribute_type(a, :nope)', /Invalid attribute type name found; type: nope/],
    ['a < :true', /operator: <, operand type: BOOL/],
    [
      'a BETWEEN :z AND :abc',
      /requires upper bound to be greater than or equal to lower bound.*\{S:z\}.*\{S:abc\}/,
    ],
    ['a BETWEEN :abc AND :ten', /requires same data type for lower and upper bounds/],
    ['a = a', /first operand must be distinct.*operator: =, first operand: \[a\]/],
    ['contains(a, a)', /first operand must be distinct/],
    ['((a = :abc))', 'Invalid ConditionExpression: The expression has redundant parentheses;'],
    [`a = :abc OR ${'a = :abc OR '.repeat(400)} a = :abc`, /exceeded the maximum allowed size/],
    [`a IN (${Array.from({ length: 101 }, () => ':abc').join()})`, /number of operands: 101/],
  ];
  for (const [text, message] of refused)
    it(`rejects ${text.slice(0, 60)}`, () => {
      assert.throws(() => parse(text), invalid(message));
    });
});

describe('placeholders', () => {
  const kinds = ['UpdateExpression', 'ConditionExpression'] as const;

  it('reject a name or a value that no expression used', () => {
    const used = createPlaceholders({ ...input(), ConditionExpression: 'x' }, kinds);
    used.name('#a', 'ConditionExpression');
    assert.throws(
      () => used.checkAllUsed(),
      invalid('Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}'),
    );
    assert.throws(
      () => createPlaceholders({ ...input(), ConditionExpression: 'x' }, kinds).checkAllUsed(),
      invalid('Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}'),
    );
  });

  it('reject being given without an expression', () => {
    assert.throws(
      () => createPlaceholders({ ExpressionAttributeValues: { ':b': { S: 'x' } } }, kinds),
      invalid(
        'ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and ConditionExpression are null',
      ),
    );
  });

  const malformed: readonly [what: string, more: object, message: RegExp][] = [
    ['no names', { ExpressionAttributeNames: {} }, /ExpressionAttributeNames must not be empty/],
    ['no values', { ExpressionAttributeValues: {} }, /ExpressionAttributeValues must not be empty/],
    [
      'a name without #',
      { ExpressionAttributeNames: { a: 'b' } },
      /contains invalid key: Syntax error; key: "a"/,
    ],
    ['a value without :', { ExpressionAttributeValues: { b: { S: '' } } }, /contains invalid key/],
  ];
  for (const [what, more, message] of malformed)
    it(`reject ${what}`, () => {
      assert.throws(() => createPlaceholders({ ConditionExpression: 'x', ...more }, kinds), invalid(message));
    });
});

function input() {
  return { ExpressionAttributeNames: { '#a': 'a' }, ExpressionAttributeValues: { ':b': { S: 'x' } } };
}
