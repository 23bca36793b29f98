import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAttributes, parseValue } from '../../../../../local/dynamodb/item/parse-value.ts';
import { awsError, invalid } from '../dynamodb-fixture.ts';

describe('a value', () => {
  it('of every type is taken, numbers normalised', () => {
    const item = {
      s: { S: '' },
      n: { N: '1.0' },
      b: { B: 'AQI=' },
      t: { BOOL: false },
      x: { NULL: true },
      l: { L: [{ N: '2.50' }, { L: [] }] },
      m: { M: { inner: { S: 'x' } } },
      ss: { SS: ['a', ''] },
      ns: { NS: ['1', '2e1'] },
      bs: { BS: ['AQ=='] },
    };
    assert.deepEqual(parseAttributes(item), {
      ...item,
      n: { N: '1' },
      l: { L: [{ N: '2.5' }, { L: [] }] },
      ns: { NS: ['1', '20'] },
    });
  });

  it('may have a name that objects inherit', () => {
    const item = JSON.parse('{"__proto__":{"S":"a"},"constructor":{"S":"b"}}') as object;
    assert.equal(JSON.stringify(parseAttributes(item)), JSON.stringify(item));
  });

  const refused: readonly [what: string, value: unknown, code: string, message: RegExp][] = [
    ['no type', {}, 'ValidationException', /AttributeValue is empty/],
    ['an unknown type', { X: 'a' }, 'ValidationException', /AttributeValue is empty/],
    ['two types', { S: 'a', N: '1' }, 'ValidationException', /more than one datatypes set/],
    ['a bare string', 'a', 'SerializationException', /attribute value/],
    ['a string that is a number', { S: 1 }, 'SerializationException', /a string/],
    ['a number that is not text', { N: 1 }, 'SerializationException', /a string/],
    ['text that is not base64', { B: '!!' }, 'SerializationException', /base64/],
    ['null that is not true', { NULL: false }, 'ValidationException', /must have the value of true/],
    ['an empty set', { SS: [] }, 'ValidationException', /string set  may not be empty/],
    ['a set with a member twice', { SS: ['a', 'a'] }, 'ValidationException', /contains duplicates/],
    ['one number twice in a set', { NS: ['1', '1.0'] }, 'ValidationException', /contains duplicates/],
  ];
  for (const [what, value, code, message] of refused)
    it(`rejects ${what}`, () => {
      assert.throws(() => parseValue(value), awsError(code, message));
    });

  it('rejects more than 32 levels', () => {
    const nested = (levels: number): unknown => (levels === 0 ? { S: 'x' } : { L: [nested(levels - 1)] });
    assert.doesNotThrow(() => parseValue(nested(32)));
    assert.throws(() => parseValue(nested(33)), invalid(/Nesting Levels/));
  });
});
