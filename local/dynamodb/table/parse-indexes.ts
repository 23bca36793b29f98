import type { JsonObject } from '../../endpoint/operation.ts';
import {
  checkMembers,
  readEnum,
  readObject,
  readObjects,
  readString,
  readStrings,
  required,
} from '../input.ts';
import { validationError } from '../validation-error.ts';
import { parseKeySchema, type AttributeTypes } from './parse-key-schema.ts';
import { parseThroughput } from './parse-throughput.ts';
import type { IndexDefinition, KeyDefinition, TableDefinition } from './table-definition.ts';

const MOST_GLOBAL = 20;
const MOST_LOCAL = 5;

export type IndexSurroundings = {
  readonly key: KeyDefinition;
  readonly types: AttributeTypes;
  readonly billingMode: TableDefinition['billingMode'];
};

/** The indexes of a CreateTable request, numbered from 1. @throws {AwsError} ValidationException */
export function parseIndexes(input: JsonObject, around: IndexSurroundings): readonly IndexDefinition[] {
  const local = readObjects(input, 'LocalSecondaryIndexes') ?? [];
  const global = readObjects(input, 'GlobalSecondaryIndexes') ?? [];
  const indexes = [
    ...local.map((index, at) => parseLocal(index, at + 1, around)),
    ...global.map((index, at) => parseGlobalIndex(index, local.length + at + 1, around)),
  ];
  checkCounts(indexes);
  return indexes;
}

/** @throws {AwsError} ValidationException */
export function checkCounts(indexes: readonly IndexDefinition[]): void {
  const names = new Set<string>();
  for (const { name } of indexes) {
    if (names.has(name))
      throw validationError(`One or more parameter values were invalid: Duplicate index name: ${name}`);
    names.add(name);
  }
  const global = indexes.filter(({ kind }) => kind === 'global').length;
  if (global > MOST_GLOBAL || indexes.length - global > MOST_LOCAL)
    throw validationError(
      `One or more parameter values were invalid: a table has at most ${MOST_GLOBAL} global and ${MOST_LOCAL} local secondary indexes`,
    );
}

export function parseGlobalIndex(
  input: JsonObject,
  number: number,
  around: IndexSurroundings,
): IndexDefinition {
  checkMembers(input, ['IndexName', 'KeySchema', 'Projection', 'ProvisionedThroughput'], {
    OnDemandThroughput: 'capacity is not limited.',
    WarmThroughput: 'capacity is not limited.',
  });
  const throughput = parseThroughput(input, around.billingMode);
  return { ...parseIndex(input, around), number, kind: 'global', ...(throughput && { throughput }) };
}

function parseLocal(input: JsonObject, number: number, around: IndexSurroundings): IndexDefinition {
  checkMembers(input, ['IndexName', 'KeySchema', 'Projection']);
  const index = parseIndex(input, around);
  if (!around.key.sort || index.key.partition.name !== around.key.partition.name || !index.key.sort)
    throw validationError(
      `One or more parameter values were invalid: the local secondary index ${index.name} needs the table's HASH key, a RANGE key of its own, and a table with a RANGE key`,
    );
  return { ...index, number, kind: 'local' };
}

function parseIndex(input: JsonObject, { types }: IndexSurroundings) {
  const name = required(readString(input, 'IndexName'), 'IndexName');
  if (!/^[a-zA-Z0-9_.-]{3,255}$/.test(name))
    throw validationError(
      `Invalid table/index name: "${name}". Names must be 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.'.`,
    );
  return {
    name,
    key: parseKeySchema(required(readObjects(input, 'KeySchema'), 'KeySchema'), types),
    ...parseProjection(required(readObject(input, 'Projection'), 'Projection')),
  };
}

function parseProjection(input: JsonObject): Pick<IndexDefinition, 'projection' | 'nonKeyAttributes'> {
  checkMembers(input, ['ProjectionType', 'NonKeyAttributes']);
  const projection = readEnum(input, 'ProjectionType', ['ALL', 'INCLUDE', 'KEYS_ONLY']);
  if (!projection)
    throw validationError('One or more parameter values were invalid: Unknown ProjectionType: null');
  const nonKeyAttributes = readStrings(input, 'NonKeyAttributes') ?? [];
  if ((projection === 'INCLUDE') !== nonKeyAttributes.length > 0)
    throw validationError(
      projection === 'INCLUDE'
        ? 'One or more parameter values were invalid: ProjectionType is INCLUDE, but NonKeyAttributes is not specified'
        : `One or more parameter values were invalid: ProjectionType is ${projection}, but NonKeyAttributes is specified`,
    );
  return { projection, nonKeyAttributes };
}
