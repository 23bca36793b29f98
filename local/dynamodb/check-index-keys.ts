import { attributeOf } from './item/attribute-of.ts';
import type { Item } from './item/attribute-value.ts';
import { attributeSize } from './item/item-size.ts';
import { isEmptyKey } from './item/parse-key.ts';
import { typeOf } from './item/type-of.ts';
import type { KeyAttribute } from './table/table-definition.ts';
import type { Table } from './table/table.ts';
import { validationError } from './validation-error.ts';

/**
 * An attribute that is the key of an index may be missing, but not of another type, empty or overlong.
 * @throws {AwsError} ValidationException
 */
export function checkIndexKeys(table: Table, item: Item): void {
  for (const index of table.indexes)
    index.keyAttributes.forEach((key, position) => checkKey(index.name, key, { item, position }));
}

function checkKey(indexName: string, key: KeyAttribute, place: { item: Item; position: number }): void {
  const value = attributeOf(place.item, key.name);
  if (!value) return;
  if (typeOf(value) !== key.type)
    throw validationError(
      `One or more parameter values were invalid: Type mismatch for Index Key ${key.name} Expected: ${key.type} Actual: ${typeOf(value)} IndexName: ${indexName}`,
    );
  if (isEmptyKey(value))
    throw validationError(
      `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${indexName}, IndexKey: ${key.name}`,
    );
  const most = place.position === 0 ? 2048 : 1024;
  if (attributeSize('', value) > most)
    throw validationError(
      `One or more parameter values were invalid: Size of ${place.position === 0 ? 'hashkey' : 'rangekey'} has exceeded the maximum size limit of ${most} bytes. IndexName: ${indexName}, IndexKey: ${key.name}`,
    );
}
