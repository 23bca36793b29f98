import { messageAttributeBytes } from './message-attribute-bytes.ts';
import type { MessageAttributes } from './message-attributes.ts';

/** In bytes, as the limits count it: the body and the names, types and values of the attributes. */
export function messageSize(body: string, attributes: MessageAttributes): number {
  let size = Buffer.byteLength(body);
  for (const [name, attribute] of Object.entries(attributes))
    size +=
      Buffer.byteLength(name) +
      Buffer.byteLength(attribute.DataType) +
      messageAttributeBytes(attribute).length;
  return size;
}
