import type { KeyAttribute } from '../table/table-definition.ts';
import { validationError } from '../validation-error.ts';
import { attributeOf } from './attribute-of.ts';
import type { AttributeValue, Item } from './attribute-value.ts';
import { attributeSize } from './item-size.ts';
import { encodePartition, encodeSort } from './encode-key.ts';
import { parseAttributes } from './parse-value.ts';
import { typeOf } from './type-of.ts';

/** A primary key, as given and as stored. */
export type Key = { readonly attributes: Item; readonly pk: Uint8Array; readonly sk: Uint8Array };

const MOST_PARTITION_BYTES = 2048;
const MOST_SORT_BYTES = 1024;

/**
 * The `Key` of a request: exactly the table's key attributes.
 * @throws {AwsError} ValidationException
 */
export function parseKey(keyAttributes: readonly KeyAttribute[], input: unknown): Key {
  if (input === undefined || input === null)
    throw validationError(
      "1 validation error detected: Value null at 'key' failed to satisfy constraint: Member must not be null",
    );
  const attributes = parseAttributes(input);
  const matches = keyAttributes.every(({ name, type }) => {
    const value = attributeOf(attributes, name);
    return value && typeOf(value) === type;
  });
  if (!matches || Object.keys(attributes).length !== keyAttributes.length)
    throw validationError('The provided key element does not match the schema');
  return keyOf(keyAttributes, attributes);
}

/**
 * The primary key within a whole item.
 * @throws {AwsError} ValidationException
 */
export function keyOf(keyAttributes: readonly KeyAttribute[], item: Item): Key {
  const values = keyAttributes.map((key) => keyValue(key, item));
  const [partition, sort] = values as [AttributeValue, AttributeValue | undefined];
  checkSizes(partition, sort);
  return {
    attributes: Object.fromEntries(keyAttributes.map(({ name }, at) => [name, values[at] as AttributeValue])),
    pk: encodePartition(partition),
    sk: sort ? encodeSort(sort) : Buffer.alloc(0),
  };
}

function keyValue({ name, type }: KeyAttribute, item: Item): AttributeValue {
  const value = attributeOf(item, name);
  if (!value)
    throw validationError(`One or more parameter values were invalid: Missing the key ${name} in the item`);
  if (typeOf(value) !== type)
    throw validationError(
      `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`,
    );
  if (isEmptyKey(value))
    throw validationError(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${type === 'S' ? 'string' : 'binary'} value. Key: ${name}`,
    );
  return value;
}

/** Other attributes may be empty, keys may not. */
export function isEmptyKey(value: AttributeValue): boolean {
  return ('S' in value && value.S === '') || ('B' in value && value.B === '');
}

function checkSizes(partition: AttributeValue, sort: AttributeValue | undefined): void {
  if (attributeSize('', partition) > MOST_PARTITION_BYTES)
    throw validationError(
      `One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of${MOST_PARTITION_BYTES} bytes`,
    );
  if (sort && attributeSize('', sort) > MOST_SORT_BYTES)
    throw validationError(
      `One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of ${MOST_SORT_BYTES} bytes`,
    );
}
