import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A value as it is kept: its JSON, compressed. What is encrypted has to be compressed before. */
export function compress(value: unknown): Uint8Array {
  return deflateRawSync(JSON.stringify(value));
}

export function decompress(bytes: Uint8Array): unknown {
  return JSON.parse(inflateRawSync(bytes).toString('utf8'));
}
