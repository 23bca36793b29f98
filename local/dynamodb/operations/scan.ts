import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import { parseCondition } from '../expression/parse-condition.ts';
import { createPlaceholders } from '../expression/placeholders.ts';
import { parseProjection } from '../expression/projection.ts';
import { checkMembers, readInteger, readString } from '../input.ts';
import { itemAccess } from '../item-access.ts';
import { legacyParameters } from '../legacy-parameters.ts';
import { readItems } from '../read-items.ts';
import { toReadView } from '../read-view.ts';
import { parseStartKey } from '../start-key.ts';
import type { PageRequest } from '../storage/read-page.ts';
import type { Store } from '../storage/store.ts';
import { findIndex } from '../table/find-index.ts';
import { requireTable, tableNameOf } from '../table/find-table.ts';
import { validationError } from '../validation-error.ts';

const PARAMETERS = [
  'TableName',
  'IndexName',
  'Select',
  'Limit',
  'ConsistentRead',
  'ExclusiveStartKey',
  'Segment',
  'TotalSegments',
  'ReturnConsumedCapacity',
  'ProjectionExpression',
  'FilterExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
];
const HASHES = 2 ** 32;

export function scan(store: Store): Operation {
  return {
    access: (input) => [
      itemAccess(store, {
        action: 'Scan',
        table: tableNameOf(input),
        index: readString(input, 'IndexName'),
        items: [],
      }),
    ],
    run(input) {
      checkMembers(input, PARAMETERS, legacyParameters);
      const table = requireTable(store, tableNameOf(input));
      const index = findIndex(table, input);
      const { filter, projection } = parseExpressions(input);
      const page: PageRequest = {
        table,
        index,
        segment: readSegment(input),
        after: parseStartKey(table, index, input['ExclusiveStartKey']),
        forward: true,
        limit: readInteger(input, 'Limit', { least: 1 }),
      };
      checkInside(page);
      return readItems(store, input, { page, filter, view: toReadView(input, { index, projection }) });
    },
  };
}

function parseExpressions(input: JsonObject) {
  const placeholders = createPlaceholders(input, ['FilterExpression', 'ProjectionExpression']);
  const text = readString(input, 'FilterExpression');
  const filter = text === undefined ? undefined : parseCondition(text, 'FilterExpression', placeholders);
  const projection = parseProjection(readString(input, 'ProjectionExpression'), placeholders);
  placeholders.checkAllUsed();
  return { filter, projection };
}

/** A segment is a range of the hashes that stored partition keys begin with. */
function readSegment(input: JsonObject): PageRequest['segment'] {
  const total = readInteger(input, 'TotalSegments', { least: 1, most: 1_000_000 });
  const segment = readInteger(input, 'Segment', { least: 0, most: 999_999 });
  if (total === undefined && segment === undefined) return undefined;
  if (segment === undefined)
    throw validationError(
      'The Segment parameter is required but was not present in the request when TotalSegments is present',
    );
  if (total === undefined)
    throw validationError(
      'The TotalSegments parameter is required but was not present in the request when Segment is present',
    );
  if (segment >= total)
    throw validationError(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
  const from = segmentStart(segment, total);
  return segment + 1 < total ? { from, to: segmentStart(segment + 1, total) } : { from };
}

function segmentStart(segment: number, total: number): Uint8Array {
  const start = Buffer.alloc(4);
  start.writeUInt32BE(Math.floor((segment * HASHES) / total));
  return start;
}

function checkInside({ segment, after }: PageRequest): void {
  if (!segment || !after) return;
  if (Buffer.compare(after.pk, segment.from) < 0 || (segment.to && Buffer.compare(after.pk, segment.to) >= 0))
    throw validationError('The provided starting key is invalid: it lies outside the requested segment');
}
