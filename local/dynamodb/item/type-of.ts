import type { AttributeType, AttributeValue } from './attribute-value.ts';

/** The type descriptor of a checked value, `S` of `{ "S": "a" }`. */
export function typeOf(value: AttributeValue): AttributeType {
  return Object.keys(value)[0] as AttributeType;
}
