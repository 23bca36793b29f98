import { invalidPattern } from './invalid-pattern.ts';
import { ipToHex } from './ip-to-hex.ts';

/** A block of addresses as hexadecimal bounds of equal length, both inclusive. */
export type AddressBlock = { readonly bottom: string; readonly top: string };

/** @throws {AwsError} `InvalidEventPatternException`; AWS gives no place for these. */
export function parseCidr(text: string): AddressBlock {
  const [address, mask, ...rest] = text.split('/');
  if (address === undefined || mask === undefined || rest.length > 0)
    throw invalidPattern("Malformed CIDR, one '/' required");
  if (!/^[+-]?\d+$/.test(mask)) throw invalidPattern('Malformed CIDR, mask bits must be an integer');
  const bits = Number(mask);
  if (bits < 0) throw invalidPattern('Malformed CIDR, mask bits must not be negative');
  const hex = ipToHex(address);
  if (hex === undefined) throw invalidPattern(`Nonstandard IP address: ${address}`);
  if (hex.length === 8 && bits > 31) throw invalidPattern('IPv4 mask bits must be < 32');
  if (bits > 127) throw invalidPattern('IPv6 mask bits must be < 128');
  return bounds(hex, bits);
}

function bounds(hex: string, bits: number): AddressBlock {
  const width = BigInt(hex.length * 4 - bits);
  const bottom = (BigInt(`0x${hex}`) >> width) << width;
  const digits = (value: bigint) => value.toString(16).padStart(hex.length, '0');
  return { bottom: digits(bottom), top: digits(bottom | ((1n << width) - 1n)) };
}
