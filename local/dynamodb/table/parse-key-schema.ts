import type { JsonObject } from '../../endpoint/operation.ts';
import { checkMembers, readEnum, readObjects, readString, required } from '../input.ts';
import { validationError } from '../validation-error.ts';
import type { KeyAttribute, KeyDefinition } from './table-definition.ts';

/** The types of a table's key attributes by name. */
export type AttributeTypes = ReadonlyMap<string, KeyAttribute['type']>;

export function parseAttributeTypes(input: JsonObject): AttributeTypes {
  const types = new Map<string, KeyAttribute['type']>();
  for (const definition of required(readObjects(input, 'AttributeDefinitions'), 'AttributeDefinitions')) {
    checkMembers(definition, ['AttributeName', 'AttributeType']);
    const name = required(readString(definition, 'AttributeName'), 'AttributeName');
    if (types.has(name))
      throw validationError(
        `Cannot have more than one AttributeDefinition with the same AttributeName: ${name}`,
      );
    types.set(name, required(readEnum(definition, 'AttributeType', ['S', 'N', 'B']), 'AttributeType'));
  }
  return types;
}

/**
 * One partition key and at most one sort key.
 * @throws {AwsError} ValidationException
 */
export function parseKeySchema(schema: readonly JsonObject[], types: AttributeTypes): KeyDefinition {
  const elements = schema.map((element) => {
    checkMembers(element, ['AttributeName', 'KeyType']);
    return {
      name: required(readString(element, 'AttributeName'), 'AttributeName'),
      keyType: required(readEnum(element, 'KeyType', ['HASH', 'RANGE']), 'KeyType'),
    };
  });
  const [partition, sort] = elements;
  if (!partition || partition.keyType !== 'HASH')
    throw validationError(
      'One or more parameter values were invalid: The first KeySchemaElement is not a HASH key type',
    );
  if (elements.length > 2 || (sort && sort.keyType !== 'RANGE'))
    throw validationError(
      'One or more parameter values were invalid: a KeySchema is one HASH key and at most one RANGE key; keys of several attributes are not emulated',
    );
  if (sort?.name === partition.name)
    throw validationError('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  return {
    partition: typed(partition.name, types),
    ...(sort && { sort: typed(sort.name, types) }),
  };
}

function typed(name: string, types: AttributeTypes): KeyAttribute {
  const type = types.get(name);
  if (type) return { name, type };
  throw validationError(
    `One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [${name}], AttributeDefinitions: [${[...types.keys()].join(', ')}]`,
  );
}
