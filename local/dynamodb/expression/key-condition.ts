import { encodePartition, encodeSort } from '../item/encode-key.ts';
import type { AttributeValue } from '../item/attribute-value.ts';
import { isEmptyKey } from '../item/parse-key.ts';
import { typeOf } from '../item/type-of.ts';
import type { Bound } from '../storage/read-page.ts';
import type { KeyAttribute } from '../table/table-definition.ts';
import { validationError } from '../validation-error.ts';
import type { Condition, Operand } from './condition.ts';
import type { Path } from './path.ts';

/** One partition and a stretch of its sort keys. */
export type KeyRange = {
  readonly partitionValue: AttributeValue;
  readonly partition: Uint8Array;
  readonly lower?: Bound;
  readonly upper?: Bound;
};

type Term = {
  readonly name: string;
  readonly condition: Condition;
  readonly values: readonly AttributeValue[];
};

/**
 * What a key condition selects: equality on the partition key, and at most one condition on the sort key.
 * @param keyAttributes those of the table, or of the index that is queried.
 * @throws {AwsError} ValidationException
 */
export function toKeyRange(condition: Condition, keyAttributes: readonly KeyAttribute[]): KeyRange {
  const terms = flatten(condition).map(toTerm);
  const names = terms.map(({ name }) => name);
  if (new Set(names).size < names.length)
    throw validationError('KeyConditionExpressions must only contain one condition per key');
  const [partitionKey, sortKey] = keyAttributes as readonly [KeyAttribute, KeyAttribute | undefined];
  const partition = terms.find(({ name }) => name === partitionKey.name);
  const sort = terms.find(({ name }) => name === sortKey?.name);
  if (!partition) throw validationError(`Query condition missed key schema element: ${partitionKey.name}`);
  if (terms.length > 1 && !sort)
    throw validationError(
      sortKey
        ? `Query condition missed key schema element: ${sortKey.name}`
        : 'Query key condition not supported',
    );
  for (const term of [partition, ...(sort ? [sort] : [])])
    checkValues(term, term === partition ? partitionKey : (sortKey as KeyAttribute));
  const { condition: equality, values } = partition;
  const [partitionValue] = values;
  if (equality.kind !== 'compare' || equality.comparator !== '=' || !partitionValue)
    throw validationError('Query key condition not supported');
  return { partitionValue, partition: encodePartition(partitionValue), ...(sort && sortRange(sort)) };
}

function flatten(condition: Condition): readonly Condition[] {
  if (condition.kind !== 'and') return [condition];
  return [...flatten(condition.left), ...flatten(condition.right)];
}

function toTerm(condition: Condition): Term {
  switch (condition.kind) {
    case 'compare':
      if (condition.comparator === '<>') throw invalidOperator('<>');
      return term(condition, condition.left, [condition.right]);
    case 'between':
      return term(condition, condition.operand, [condition.low, condition.high]);
    case 'begins_with':
      return term(condition, condition.operand, [condition.argument]);
    case 'exists':
      throw invalidOperator(condition.wanted ? 'attribute_exists' : 'attribute_not_exists');
    case 'type':
      throw invalidOperator('attribute_type');
    case 'and':
    case 'or':
    case 'not':
    case 'in':
    case 'contains':
      throw invalidOperator(condition.kind === 'contains' ? 'contains' : condition.kind.toUpperCase());
  }
}

function term(condition: Condition, operand: Operand, others: readonly Operand[]): Term {
  if (operand.kind !== 'path')
    throw validationError('Invalid condition in KeyConditionExpression: No key attribute specified');
  const values = others.map((other) => {
    if (other.kind === 'value') return other.value;
    throw validationError(
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    );
  });
  return { name: topLevel(operand.path), condition, values };
}

function topLevel(path: Path): string {
  if (path.length === 1) return path[0];
  throw validationError('KeyConditionExpressions cannot have conditions on nested attributes');
}

function checkValues({ condition, values }: Term, key: KeyAttribute): void {
  for (const value of values) {
    if (typeOf(value) !== key.type)
      throw validationError(
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      );
    if (condition.kind !== 'begins_with' && isEmptyKey(value))
      throw validationError(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${key.name}`,
      );
  }
}

function sortRange({ condition, values }: Term): { lower?: Bound; upper?: Bound } {
  const [first, second] = values.map((value) => encodeSort(value)) as [Buffer, Buffer | undefined];
  if (condition.kind === 'between' && second)
    return { lower: { sk: first, inclusive: true }, upper: { sk: second, inclusive: true } };
  if (condition.kind === 'begins_with') {
    const end = firstAfterPrefix(first);
    return { lower: { sk: first, inclusive: true }, ...(end && { upper: { sk: end, inclusive: false } }) };
  }
  const comparator = condition.kind === 'compare' ? condition.comparator : '=';
  const inclusive = comparator.includes('=');
  return {
    ...(!comparator.startsWith('<') && { lower: { sk: first, inclusive } }),
    ...(!comparator.startsWith('>') && { upper: { sk: first, inclusive } }),
  };
}

/** The least bytes that are greater than all that begin with `prefix`; none where it is 0xff throughout. */
function firstAfterPrefix(prefix: Buffer): Buffer | undefined {
  const last = prefix.findLastIndex((byte) => byte < 255);
  if (last < 0) return undefined;
  const end = Buffer.from(prefix.subarray(0, last + 1));
  end[last] = (end[last] ?? 0) + 1;
  return end;
}

function invalidOperator(name: string) {
  return validationError(`Invalid operator used in KeyConditionExpression: ${name}`);
}
