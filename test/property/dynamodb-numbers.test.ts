import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { addDecimals, decimalToText, parseDecimal } from '../../local/dynamodb/item/decimal.ts';
import { compareValues } from '../../local/dynamodb/item/compare-values.ts';
import { encodeNumber } from '../../local/dynamodb/item/encode-number.ts';
import { normalizeNumber } from '../../local/dynamodb/item/normalize-number.ts';

/** Integers over a power of ten, so that their order is known without our code. */
const scaled = fc.record({
  coefficient: fc.oneof(
    fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }),
    fc.bigInt({ min: -300n, max: 300n }),
  ),
  exponent: fc.integer({ min: -90, max: 80 }),
});
type Scaled = { readonly coefficient: bigint; readonly exponent: number };

const toText = ({ coefficient, exponent }: Scaled): string => `${coefficient}E${exponent}`;

function compareScaled(left: Scaled, right: Scaled): number {
  const exponent = Math.min(left.exponent, right.exponent);
  const l = left.coefficient * 10n ** BigInt(left.exponent - exponent);
  const r = right.coefficient * 10n ** BigInt(right.exponent - exponent);
  return l < r ? -1 : l > r ? 1 : 0;
}

describe('numbers', () => {
  it('have keys in the order of their values, and equal keys only for equal values', () => {
    fc.assert(
      fc.property(scaled, scaled, (left, right) => {
        const order = Buffer.compare(encodeNumber(toText(left)), encodeNumber(toText(right)));
        assert.equal(Math.sign(order), compareScaled(left, right));
      }),
      { numRuns: 2000 },
    );
  });

  it('compare as their values do', () => {
    const near = fc.integer({ min: -5, max: 5 }).map((n) => ({ coefficient: BigInt(n), exponent: 0 }));
    fc.assert(
      fc.property(fc.oneof(scaled, near), fc.oneof(scaled, near), (left, right) => {
        const values = [left, right].map((each) => ({ N: normalizeNumber(toText(each)) })) as [
          { N: string },
          { N: string },
        ];
        assert.equal(Math.sign(compareValues(...values) ?? Number.NaN), compareScaled(left, right));
      }),
      { numRuns: 2000 },
    );
  });

  it('keep one text however they are written', () => {
    fc.assert(
      fc.property(scaled, fc.nat(5), (number, zeros) => {
        const text = normalizeNumber(toText(number));
        assert.equal(normalizeNumber(text), text);
        const padded = {
          coefficient: number.coefficient * 10n ** BigInt(zeros),
          exponent: number.exponent - zeros,
        };
        assert.equal(normalizeNumber(toText(padded)), text);
        assert.match(text, /^(0|-?([1-9]\d*|0)(\.\d*[1-9])?)$/);
      }),
    );
  });

  it('add without loss', () => {
    const small = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(
      fc.property(small, small, fc.integer({ min: -50, max: 50 }), (left, right, exponent) => {
        const sum = addDecimals(parseDecimal(`${left}E${exponent}`), parseDecimal(`${right}E${exponent}`));
        assert.equal(decimalToText(sum), normalizeNumber(`${left + right}E${exponent}`));
      }),
    );
  });
});
