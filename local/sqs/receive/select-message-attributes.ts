import type { MessageAttributes } from '../message/message-attributes.ts';

/** Those message attributes that MessageAttributeNames asks for: by name, by `prefix.*`, or all of them. */
export function selectMessageAttributes(
  attributes: MessageAttributes,
  names: readonly string[],
): MessageAttributes {
  if (names.includes('All') || names.includes('.*')) return attributes;
  const prefixes = names.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -1));
  const wanted = (name: string): boolean =>
    names.includes(name) || prefixes.some((prefix) => name.startsWith(prefix));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted(name)));
}
