import { isIPv6 } from 'node:net';

/**
 * The address as hexadecimal digits, 8 for version 4 and 32 for version 6, so that addresses of one version compare
 * as strings; `undefined` when the text is no address literal. A mapped address (`::ffff:a00:1`) counts as version 4,
 * as it does for the rule engine.
 */
export function ipToHex(text: string): string | undefined {
  if (text.length > 45 || !ADDRESS.test(text)) return undefined;
  return text.includes(':') ? version6(text) : version4(text);
}

const ADDRESS = /^(?:\d+\.\d+\.\d+\.\d+|[0-9a-fA-F:]*:[0-9a-fA-F:]*)$/;
const MAPPED = /^0{20}ffff/;

function version4(text: string): string | undefined {
  const bytes = text.split('.').map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function version6(text: string): string | undefined {
  if (!isIPv6(text)) return undefined;
  const [head = '', tail] = text.toLowerCase().split('::');
  const left = groups(head);
  const right = groups(tail ?? '');
  const zeros: string[] = Array.from({ length: 8 - left.length - right.length }, () => '0000');
  const hex = [...left, ...(tail === undefined ? [] : zeros), ...right].join('');
  return MAPPED.test(hex) ? hex.slice(24) : hex;
}

function groups(text: string): string[] {
  return text === '' ? [] : text.split(':').map((group) => group.padStart(4, '0'));
}
