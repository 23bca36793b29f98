import type { AttributeValue } from './attribute-value.ts';
import { encodeNumber } from './encode-number.ts';

/**
 * The order of two values of one orderable type (S by UTF-8 bytes, N by number, B by unsigned bytes): negative, zero
 * or positive. `undefined` for values without an order between them.
 */
export function compareValues(left: AttributeValue, right: AttributeValue): number | undefined {
  if ('S' in left && 'S' in right) return Buffer.compare(Buffer.from(left.S), Buffer.from(right.S));
  if ('N' in left && 'N' in right) return compareNumbers(left.N, right.N);
  if ('B' in left && 'B' in right)
    return Buffer.compare(Buffer.from(left.B, 'base64'), Buffer.from(right.B, 'base64'));
  return undefined;
}

function compareNumbers(left: string, right: string): number {
  if (left === right) return 0;
  const difference = Number(left) - Number(right);
  // Doubles keep the order of numbers that differ by more than their precision; the rest is decided digit by digit.
  if (Math.abs(difference) > 1 && Math.abs(Number(left)) < 2 ** 50 && Math.abs(Number(right)) < 2 ** 50)
    return difference;
  return Buffer.compare(encodeNumber(left), encodeNumber(right));
}
