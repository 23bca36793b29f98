import { parseDecimal } from './decimal.ts';

const NEGATIVE = 0;
const ZERO = 1;
const POSITIVE = 2;

/**
 * Bytes whose order is the order of the numbers: sign, power of ten, then two digits a byte. A negative number has
 * its bytes complemented and ends in 0xff, so that of two with the same beginning the longer one is the smaller.
 */
export function encodeNumber(text: string): Buffer {
  const { negative, digits, magnitude } = parseDecimal(text);
  if (digits === '') return Buffer.from([ZERO]);
  const bytes = [magnitude + 129];
  for (let at = 0; at < digits.length; at += 2) bytes.push(Number(digits.slice(at, at + 2).padEnd(2, '0')));
  if (!negative) return Buffer.from([POSITIVE, ...bytes]);
  return Buffer.from([NEGATIVE, ...bytes.map((byte) => 255 - byte), 255]);
}
