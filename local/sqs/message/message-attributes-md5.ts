import { createHash } from 'node:crypto';
import { messageAttributeBytes } from './message-attribute-bytes.ts';
import type { MessageAttributes } from './message-attributes.ts';

/**
 * The digest that SDKs compare with their own: for each attribute in order of name, the length-prefixed name and
 * type, a byte for the kind of value, and the length-prefixed value.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function messageAttributesMd5(attributes: MessageAttributes): string {
  const hash = createHash('md5');
  const add = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const [name, attribute] of Object.entries(attributes).toSorted(byName)) {
    add(Buffer.from(name));
    add(Buffer.from(attribute.DataType));
    hash.update(Uint8Array.of('BinaryValue' in attribute ? 2 : 1));
    add(messageAttributeBytes(attribute));
  }
  return hash.digest('hex');
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
