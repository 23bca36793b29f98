import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDecimals, decimalToText, parseDecimal } from '../../../../../local/dynamodb/item/decimal.ts';
import { normalizeNumber } from '../../../../../local/dynamodb/item/normalize-number.ts';
import { invalid } from '../dynamodb-fixture.ts';

describe('a number', () => {
  const forms: readonly [given: string, stored: string][] = [
    ['0', '0'],
    ['-0', '0'],
    ['0.000', '0'],
    ['007', '7'],
    ['+7', '7'],
    ['1.50', '1.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-12.340', '-12.34'],
    ['1e2', '100'],
    ['1E-3', '0.001'],
    ['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
    ['1' + '0'.repeat(100), '1' + '0'.repeat(100)],
    ['9.9e125', '99' + '0'.repeat(124)],
    ['1e-130', `0.${'0'.repeat(129)}1`],
  ];
  for (const [given, stored] of forms)
    it(`is stored as ${stored.slice(0, 40)} when ${given.slice(0, 40)} is given`, () => {
      assert.equal(normalizeNumber(given), stored);
    });

  const refused: readonly [given: string, message: RegExp][] = [
    ['', /cannot be converted to a numeric value/],
    ['.', /cannot be converted to a numeric value/],
    ['abc', /cannot be converted to a numeric value: abc/],
    [' 1', /cannot be converted to a numeric value/],
    ['1e', /cannot be converted to a numeric value/],
    ['0x1', /cannot be converted to a numeric value/],
    ['Infinity', /cannot be converted to a numeric value/],
    ['1'.repeat(39), /more than 38 significant digits/],
    ['1e126', /Number overflow/],
    ['1e-131', /Number underflow/],
    ['1e99999999999999999999', /Number overflow/],
  ];
  for (const [given, message] of refused)
    it(`rejects ${JSON.stringify(given)}`, () => {
      assert.throws(() => normalizeNumber(given), invalid(message));
    });
});

describe('a sum', () => {
  const sums: readonly [left: string, right: string, sum: string][] = [
    ['1', '2', '3'],
    ['0.1', '0.2', '0.3'],
    ['1e20', '-1e20', '0'],
    ['99999999999999999999', '1', '100000000000000000000'],
    ['-5', '2.5', '-2.5'],
    ['0', '0.001', '0.001'],
  ];
  for (const [left, right, sum] of sums)
    it(`of ${left} and ${right} is exactly ${sum}`, () => {
      assert.equal(decimalToText(addDecimals(parseDecimal(left), parseDecimal(right))), sum);
    });

  it('rejects more digits than a number can have', () => {
    assert.throws(
      () => addDecimals(parseDecimal('1e40'), parseDecimal('1')),
      invalid(/38 significant digits/),
    );
  });
});
