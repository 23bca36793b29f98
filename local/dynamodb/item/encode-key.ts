import { crc32 } from 'node:zlib';
import type { AttributeValue } from './attribute-value.ts';
import { encodeNumber } from './encode-number.ts';

/** Bytes whose order is that of a sort key: UTF-8 bytes, numbers, unsigned bytes. */
export function encodeSort(value: AttributeValue): Buffer {
  if ('S' in value) return Buffer.from(value.S);
  if ('N' in value) return encodeNumber(value.N);
  if ('B' in value) return Buffer.from(value.B, 'base64');
  throw new Error(`A key is S, N or B; this is ${Object.keys(value).join()}`);
}

/**
 * A partition key behind four bytes of its hash: a scan meets partitions in an order that nobody can rely on, as in
 * DynamoDB, and a segment of a parallel scan is a range of hashes.
 */
export function encodePartition(value: AttributeValue): Buffer {
  const bytes = encodeSort(value);
  const encoded = Buffer.allocUnsafe(4 + bytes.length);
  encoded.writeUInt32BE(crc32(bytes), 0);
  bytes.copy(encoded, 4);
  return encoded;
}
