import type { JsonObject } from '../endpoint/operation.ts';
import { AwsError } from '../endpoint/aws-error.ts';
import { checkIndexKeys } from './check-index-keys.ts';
import { applyUpdate } from './expression/apply-update.ts';
import type { Condition } from './expression/condition.ts';
import { evaluateCondition } from './expression/evaluate-condition.ts';
import { parseCondition } from './expression/parse-condition.ts';
import { parseUpdate } from './expression/parse-update.ts';
import { createPlaceholders, type Placeholders } from './expression/placeholders.ts';
import { updatedPaths, type Update } from './expression/update.ts';
import { readEnum, readString, required } from './input.ts';
import type { Item } from './item/attribute-value.ts';
import { itemSize } from './item/item-size.ts';
import { keyOf, parseKey, type Key } from './item/parse-key.ts';
import { parseAttributes } from './item/parse-value.ts';
import type { StoredItem } from './storage/read-item.ts';
import type { Table } from './table/table.ts';
import { validationError } from './validation-error.ts';

/** One write of one item, checked as far as it can be without the item. */
export type WriteRequest = {
  readonly table: Table;
  readonly key: Key;
  readonly update?: Update;
  /** Throws unless the item as it is meets the request's condition. */
  checkCondition(before: StoredItem | undefined): void;
  /** The item after the write; `undefined` where it is deleted. */
  next(before: Item | undefined): Item | undefined;
};

const MOST_ITEM_BYTES = 400 * 1024;

export function toPut(table: Table, input: JsonObject): WriteRequest {
  const placeholders = createPlaceholders(input, ['ConditionExpression']);
  const condition = readCondition(input, placeholders);
  placeholders.checkAllUsed();
  const item = parseAttributes(required(input['Item'], 'item'));
  const key = keyOf(table.keyAttributes, item);
  checkIndexKeys(table, item);
  if (itemSize(item) > MOST_ITEM_BYTES)
    throw validationError('Item size has exceeded the maximum allowed size');
  return { table, key, checkCondition: conditionCheck(input, condition), next: () => item };
}

export function toDelete(table: Table, input: JsonObject): WriteRequest {
  const placeholders = createPlaceholders(input, ['ConditionExpression']);
  const condition = readCondition(input, placeholders);
  placeholders.checkAllUsed();
  const key = parseKey(table.keyAttributes, input['Key']);
  return { table, key, checkCondition: conditionCheck(input, condition), next: () => undefined };
}

/** A condition that leaves its item as it is. */
export function toConditionCheck(table: Table, input: JsonObject): WriteRequest {
  required(readString(input, 'ConditionExpression'), 'ConditionExpression');
  return { ...toDelete(table, input), next: (before) => before };
}

export function toUpdate(table: Table, input: JsonObject): WriteRequest {
  const placeholders = createPlaceholders(input, ['UpdateExpression', 'ConditionExpression']);
  const text = readString(input, 'UpdateExpression');
  const update = text === undefined ? NO_UPDATE : parseUpdate(text, placeholders);
  const condition = readCondition(input, placeholders);
  placeholders.checkAllUsed();
  const key = parseKey(table.keyAttributes, input['Key']);
  checkKeyUntouched(table, update);
  return {
    table,
    key,
    update,
    checkCondition: conditionCheck(input, condition),
    next: (before) => updated(table, update, before ?? key.attributes),
  };
}

const NO_UPDATE: Update = { set: [], remove: [], add: [], delete: [] };

function updated(table: Table, update: Update, before: Item): Item {
  // What an update makes can break rules that its parts kept, as nesting too deep.
  const item = parseAttributes(applyUpdate(update, before));
  checkIndexKeys(table, item);
  if (itemSize(item) > MOST_ITEM_BYTES)
    throw validationError('Item size to update has exceeded the maximum allowed size');
  return item;
}

function checkKeyUntouched(table: Table, update: Update): void {
  for (const [name] of updatedPaths(update))
    if (table.keyAttributes.some((key) => key.name === name))
      throw validationError(
        `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      );
}

function readCondition(input: JsonObject, placeholders: Placeholders): Condition | undefined {
  const text = readString(input, 'ConditionExpression');
  return text === undefined ? undefined : parseCondition(text, 'ConditionExpression', placeholders);
}

function conditionCheck(input: JsonObject, condition: Condition | undefined): WriteRequest['checkCondition'] {
  const wanted = readEnum(input, 'ReturnValuesOnConditionCheckFailure', ['ALL_OLD', 'NONE']);
  return (before) => {
    if (!condition || evaluateCondition(condition, before?.item ?? {})) return;
    throw new AwsError(
      'ConditionalCheckFailedException',
      'The conditional request failed',
      400,
      wanted === 'ALL_OLD' && before ? { Item: before.item } : {},
    );
  };
}
