import { attributeOf } from './item/attribute-of.ts';
import type { AttributeValue, Item } from './item/attribute-value.ts';
import { encodePartition, encodeSort } from './item/encode-key.ts';
import { keyOf } from './item/parse-key.ts';
import { parseAttributes } from './item/parse-value.ts';
import { typeOf } from './item/type-of.ts';
import type { Position } from './storage/read-page.ts';
import type { KeyAttribute } from './table/table-definition.ts';
import type { Index, Table } from './table/table.ts';
import { validationError } from './validation-error.ts';

/**
 * The position that `ExclusiveStartKey` names: the table's key, and the index's where one is read.
 * @throws {AwsError} ValidationException unless it is exactly that.
 */
export function parseStartKey(table: Table, index: Index | undefined, input: unknown): Position | undefined {
  if (input === undefined || input === null) return undefined;
  const given = parseAttributes(input);
  const wanted = startKeyAttributes(table, index);
  const fits = wanted.every(({ name, type }) => {
    const value = attributeOf(given, name);
    return value !== undefined && typeOf(value) === type;
  });
  if (!fits || Object.keys(given).length !== wanted.length)
    throw validationError(
      'The provided starting key is invalid: The provided key element does not match the schema',
    );
  const { pk: itemPk, sk: itemSk } = keyOf(table.keyAttributes, given);
  if (!index) return { pk: itemPk, sk: itemSk, itemPk, itemSk };
  const [partition, sort] = index.keyAttributes.map(({ name }) => attributeOf(given, name));
  return {
    pk: encodePartition(partition as AttributeValue),
    sk: sort ? encodeSort(sort) : Buffer.alloc(0),
    itemPk,
    itemSk,
  };
}

/** `LastEvaluatedKey` after this item. */
export function startKeyAfter(table: Table, index: Index | undefined, item: Item): Item {
  return Object.fromEntries(
    startKeyAttributes(table, index).map(({ name }) => [name, attributeOf(item, name) as AttributeValue]),
  );
}

function startKeyAttributes(table: Table, index: Index | undefined): readonly KeyAttribute[] {
  const own = index?.keyAttributes ?? [];
  return [
    ...table.keyAttributes,
    ...own.filter(({ name }) => !table.keyAttributes.some((key) => key.name === name)),
  ];
}
