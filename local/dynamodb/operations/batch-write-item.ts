import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import { transaction } from '../../storage/transaction.ts';
import { createCapacityMeter } from '../capacity-meter.ts';
import { checkDistinctKeys } from '../check-distinct-keys.ts';
import { checkMembers, readObject, readObjects, required } from '../input.ts';
import { itemAccess } from '../item-access.ts';
import { refuseCollectionMetrics } from '../refuse-collection-metrics.ts';
import { readItem } from '../storage/read-item.ts';
import type { Store } from '../storage/store.ts';
import { writeItem } from '../storage/write-item.ts';
import { requireTable, tableNameOf } from '../table/find-table.ts';
import type { Table } from '../table/table.ts';
import { validationError } from '../validation-error.ts';
import { toDelete, toPut, type WriteRequest } from '../write-request.ts';

const MOST_WRITES = 25;
const MOST_BYTES = 16 * 1024 * 1024;

/** Up to 25 puts and deletes. All are written in one transaction, so none is ever unprocessed. */
export function batchWriteItem(store: Store): Operation {
  return {
    access: (input) =>
      requestsOf(input).map(([name, requests]) =>
        itemAccess(store, {
          action: 'BatchWriteItem',
          table: tableNameOf({ TableName: name }),
          items: requests.map((request) => writtenItem(request)),
        }),
      ),
    run(input) {
      checkMembers(input, ['RequestItems', 'ReturnConsumedCapacity', 'ReturnItemCollectionMetrics']);
      refuseCollectionMetrics(input);
      const meter = createCapacityMeter(input);
      const writes = parseWrites(store, input);
      transaction(store.context.database, () => {
        for (const { table, key, next } of writes) {
          const before = readItem(store, table, key);
          meter.addWrite(writeItem(store, { table, key, before, after: next(before?.item) }));
        }
      });
      const consumed = meter.answer();
      return { UnprocessedItems: {}, ...(consumed && { ConsumedCapacity: consumed }) };
    },
  };
}

function parseWrites(store: Store, input: JsonObject): readonly WriteRequest[] {
  const all = requestsOf(input);
  if (all.reduce((sum, [, requests]) => sum + requests.length, 0) > MOST_WRITES)
    throw validationError('Too many items requested for the BatchWriteItem call');
  if (Buffer.byteLength(JSON.stringify(input)) > MOST_BYTES)
    throw validationError('The batch is larger than 16 MB; write it in several');
  return all.flatMap(([name, requests]) => {
    const table = requireTable(store, tableNameOf({ TableName: name }));
    const writes = requests.map((request) => toWrite(table, request));
    checkDistinctKeys(
      writes.map(({ key }) => key),
      'Provided list of item keys contains duplicates',
    );
    return writes;
  });
}

function toWrite(table: Table, request: JsonObject): WriteRequest {
  checkMembers(request, ['PutRequest', 'DeleteRequest']);
  const put = readObject(request, 'PutRequest');
  const remove = readObject(request, 'DeleteRequest');
  if ((put === undefined) === (remove === undefined))
    throw validationError(
      'A write request of BatchWriteItem is exactly one of PutRequest and DeleteRequest.',
    );
  if (put) {
    checkMembers(put, ['Item']);
    return toPut(table, put);
  }
  checkMembers(remove ?? {}, ['Key']);
  return toDelete(table, remove ?? {});
}

function writtenItem(request: JsonObject): unknown {
  return readObject(request, 'PutRequest')?.['Item'] ?? readObject(request, 'DeleteRequest')?.['Key'];
}

function requestsOf(input: JsonObject): readonly (readonly [string, readonly JsonObject[]])[] {
  const all = required(readObject(input, 'RequestItems'), 'RequestItems');
  const tables = Object.keys(all).map((name) => [name, required(readObjects(all, name), name)] as const);
  const empty = tables.find(([, requests]) => requests.length === 0);
  if (tables.length === 0 || empty)
    throw validationError(
      `1 validation error detected: Value '${empty ? '[]' : '{}'}' at 'requestItems${empty ? `.${empty[0]}` : ''}' failed to satisfy constraint: Member must have length greater than or equal to 1`,
    );
  return tables;
}
