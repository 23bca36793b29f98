import type { MessageAttribute } from './message-attributes.ts';

export function messageAttributeBytes(attribute: MessageAttribute): Buffer {
  return 'BinaryValue' in attribute
    ? Buffer.from(attribute.BinaryValue, 'base64')
    : Buffer.from(attribute.StringValue);
}
