import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import { createCapacityMeter, readUnits, type CapacityMeter } from '../capacity-meter.ts';
import { createPlaceholders } from '../expression/placeholders.ts';
import { parseProjection } from '../expression/projection.ts';
import { checkMembers, readBoolean, readList, readObject, readString, required } from '../input.ts';
import { itemAccess } from '../item-access.ts';
import type { Item } from '../item/attribute-value.ts';
import { parseKey, type Key } from '../item/parse-key.ts';
import { legacyParameters } from '../legacy-parameters.ts';
import { checkDistinctKeys } from '../check-distinct-keys.ts';
import { readItem } from '../storage/read-item.ts';
import type { Store } from '../storage/store.ts';
import { requireTable, tableNameOf } from '../table/find-table.ts';
import type { Table } from '../table/table.ts';
import { validationError } from '../validation-error.ts';

const MOST_KEYS = 100;
const MOST_BYTES = 16 * 1024 * 1024;

/** Up to 100 items by key; what does not fit into 16 MB comes back as `UnprocessedKeys`. */
export function batchGetItem(store: Store): Operation {
  return {
    access: (input) =>
      requestsOf(input).map(([name, request]) =>
        itemAccess(store, {
          action: 'BatchGetItem',
          table: tableNameOf({ TableName: name }),
          items: readList(request, 'Keys') ?? [],
        }),
      ),
    run(input) {
      checkMembers(input, ['RequestItems', 'ReturnConsumedCapacity']);
      const meter = createCapacityMeter(input);
      const reads = requestsOf(input).map(([name, request]) => toRead(store, name, request));
      if (reads.reduce((sum, { keys }) => sum + keys.length, 0) > MOST_KEYS)
        throw validationError('Too many items requested for the BatchGetItem call');
      const answer = readAll(store, reads, meter);
      const consumed = meter.answer();
      return { ...answer, ...(consumed && { ConsumedCapacity: consumed }) };
    },
  };
}

type Read = {
  readonly name: string;
  readonly request: JsonObject;
  readonly table: Table;
  readonly keys: readonly Key[];
  readonly consistent: boolean;
  project(item: Item): Item;
};

function toRead(store: Store, name: string, request: JsonObject): Read {
  const parameters = ['Keys', 'ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames'];
  checkMembers(request, parameters, legacyParameters);
  const placeholders = createPlaceholders(request, ['ProjectionExpression']);
  const projection = parseProjection(readString(request, 'ProjectionExpression'), placeholders);
  placeholders.checkAllUsed();
  const table = requireTable(store, tableNameOf({ TableName: name }));
  const keys = required(readList(request, 'Keys'), 'Keys').map((key) => parseKey(table.keyAttributes, key));
  if (keys.length === 0)
    throw validationError(
      `1 validation error detected: Value '[]' at 'requestItems.${name}.member.keys' failed to satisfy constraint: Member must have length greater than or equal to 1`,
    );
  checkDistinctKeys(keys, 'Provided list of item keys contains duplicates');
  return {
    name,
    request,
    table,
    keys,
    consistent: readBoolean(request, 'ConsistentRead'),
    project: (item) => (projection ? projection.project(item) : item),
  };
}

function readAll(store: Store, reads: readonly Read[], meter: CapacityMeter): JsonObject {
  const responses: [string, readonly Item[]][] = [];
  const unprocessed: [string, JsonObject][] = [];
  let bytes = 0;
  for (const read of reads) {
    const items: Item[] = [];
    const left: Key[] = [];
    for (const key of read.keys) {
      const found = bytes > MOST_BYTES ? undefined : readItem(store, read.table, key);
      bytes += found?.size ?? 0;
      if (bytes > MOST_BYTES) {
        left.push(key);
        continue;
      }
      meter.addRead(read.table, readUnits(found?.size ?? 0, read.consistent));
      if (found) items.push(read.project(found.item));
    }
    responses.push([read.name, items]);
    if (left.length > 0)
      unprocessed.push([read.name, { ...read.request, Keys: left.map(({ attributes }) => attributes) }]);
  }
  return { Responses: Object.fromEntries(responses), UnprocessedKeys: Object.fromEntries(unprocessed) };
}

function requestsOf(input: JsonObject): readonly (readonly [string, JsonObject])[] {
  const all = required(readObject(input, 'RequestItems'), 'RequestItems');
  const names = Object.keys(all);
  if (names.length === 0)
    throw validationError(
      "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  return names.map((name) => [name, required(readObject(all, name), name)] as const);
}
