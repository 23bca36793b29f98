import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import type { Condition } from '../expression/condition.ts';
import { conditionPaths } from '../expression/condition-paths.ts';
import { toKeyRange, type KeyRange } from '../expression/key-condition.ts';
import { parseCondition } from '../expression/parse-condition.ts';
import { createPlaceholders } from '../expression/placeholders.ts';
import { parseProjection } from '../expression/projection.ts';
import { checkMembers, readBoolean, readInteger, readString } from '../input.ts';
import { itemAccess } from '../item-access.ts';
import { legacyParameters } from '../legacy-parameters.ts';
import { readItems } from '../read-items.ts';
import { toReadView } from '../read-view.ts';
import { parseStartKey } from '../start-key.ts';
import type { PageRequest, Position } from '../storage/read-page.ts';
import type { Store } from '../storage/store.ts';
import { findIndex } from '../table/find-index.ts';
import { findTable, requireTable, tableNameOf } from '../table/find-table.ts';
import type { Table } from '../table/table.ts';
import { validationError } from '../validation-error.ts';

const PARAMETERS = [
  'TableName',
  'IndexName',
  'Select',
  'Limit',
  'ConsistentRead',
  'ScanIndexForward',
  'ExclusiveStartKey',
  'ReturnConsumedCapacity',
  'ProjectionExpression',
  'FilterExpression',
  'KeyConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
];

export function query(store: Store): Operation {
  return {
    access(input) {
      const name = tableNameOf(input);
      const table = findTable(store, name);
      return [
        itemAccess(store, {
          action: 'Query',
          table: name,
          index: readString(input, 'IndexName'),
          // The partition key of an index is the leading key of a query on it.
          items: table ? [leadingKey(table, input)] : [],
        }),
      ];
    },
    run(input) {
      const table = requireTable(store, tableNameOf(input));
      const index = findIndex(table, input);
      const { range, filter, projection } = parseExpressions(table, input);
      const after = parseStartKey(table, index, input['ExclusiveStartKey']);
      if (after) checkInside(range, after);
      const page: PageRequest = {
        table,
        index,
        ...range,
        after,
        forward: input['ScanIndexForward'] === undefined || readBoolean(input, 'ScanIndexForward'),
        limit: readInteger(input, 'Limit', { least: 1 }),
      };
      return readItems(store, input, { page, filter, view: toReadView(input, { index, projection }) });
    },
  };
}

function parseExpressions(table: Table, input: JsonObject) {
  checkMembers(input, PARAMETERS, legacyParameters);
  const placeholders = createPlaceholders(input, [
    'KeyConditionExpression',
    'FilterExpression',
    'ProjectionExpression',
  ]);
  const keyText = readString(input, 'KeyConditionExpression');
  if (keyText === undefined)
    throw validationError(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  const keyCondition = parseCondition(keyText, 'KeyConditionExpression', placeholders);
  const filterText = readString(input, 'FilterExpression');
  const filter =
    filterText === undefined ? undefined : parseCondition(filterText, 'FilterExpression', placeholders);
  const projection = parseProjection(readString(input, 'ProjectionExpression'), placeholders);
  placeholders.checkAllUsed();
  const { keyAttributes } = findIndex(table, input) ?? table;
  const range = toKeyRange(keyCondition, keyAttributes);
  if (filter) checkFilter(filter, new Set(keyAttributes.map(({ name }) => name)));
  return { range, filter, projection };
}

function checkFilter(filter: Condition, keys: ReadonlySet<string>): void {
  const found = conditionPaths(filter).find(([name]) => keys.has(name));
  if (found)
    throw validationError(
      `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${found[0]}`,
    );
}

function checkInside({ partition, lower, upper }: KeyRange, after: Position): void {
  const beforeLower = lower && Buffer.compare(after.sk, lower.sk) < (lower.inclusive ? 0 : 1);
  const afterUpper = upper && Buffer.compare(after.sk, upper.sk) > (upper.inclusive ? 0 : -1);
  if (beforeLower || afterUpper || Buffer.compare(after.pk, partition) !== 0)
    throw validationError(
      'The provided starting key is outside query boundaries based on provided conditions',
    );
}

function leadingKey(table: Table, input: JsonObject): JsonObject {
  return { [table.definition.key.partition.name]: parseExpressions(table, input).range.partitionValue };
}
