import type { ResourceType } from '../cloudformation/resource-type.ts';
import type { Context } from '../context.ts';
import type { Operations } from '../endpoint/operation.ts';
import { createOnDemandLimits } from './on-demand-limits.ts';
import { batchGetItem } from './operations/batch-get-item.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { describeContinuousBackups, updateContinuousBackups } from './operations/continuous-backups.ts';
import { createTable } from './operations/create-table.ts';
import { deleteItem } from './operations/delete-item.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeTable } from './operations/describe-table.ts';
import { getItem } from './operations/get-item.ts';
import { listTables } from './operations/list-tables.ts';
import { putItem } from './operations/put-item.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { listTagsOfResource, tagResource, untagResource } from './operations/tags.ts';
import { describeTimeToLive, updateTimeToLive } from './operations/time-to-live.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { updateItem } from './operations/update-item.ts';
import { updateTable } from './operations/update-table.ts';
import { globalTableResource } from './resource/global-table-resource.ts';
import { tableResource } from './resource/table-resource.ts';
import { createStore, type Store } from './storage/store.ts';
import { sweepExpired } from './storage/sweep-expired.ts';

export type DynamoDb = {
  readonly operations: Operations;
  readonly resourceTypes: readonly ResourceType[];
  /** Ends the sweep of expired items; the database may be closed afterwards. */
  stop(): void;
};

const SWEEP_MS = 30_000;

/** DynamoDB in the tables `ddb_*` of the context's database, with expired items swept away now and then. */
export function createDynamoDb(context: Context): DynamoDb {
  const store = createStore(context);
  const sweeping = setInterval(() => sweep(store), SWEEP_MS);
  sweeping.unref();
  return {
    operations: operationsOf(store),
    resourceTypes: [tableResource(store), globalTableResource(store)],
    stop: () => clearInterval(sweeping),
  };
}

function operationsOf(store: Store): Operations {
  const limited = createOnDemandLimits(store);
  return {
    BatchGetItem: limited('read', batchGetItem(store)),
    BatchWriteItem: limited('write', batchWriteItem(store)),
    CreateTable: createTable(store),
    DeleteItem: limited('write', deleteItem(store)),
    DeleteTable: deleteTable(store),
    DescribeContinuousBackups: describeContinuousBackups(store),
    DescribeTable: describeTable(store),
    DescribeTimeToLive: describeTimeToLive(store),
    GetItem: limited('read', getItem(store)),
    ListTables: listTables(store),
    ListTagsOfResource: listTagsOfResource(store),
    PutItem: limited('write', putItem(store)),
    Query: limited('read', query(store)),
    Scan: limited('read', scan(store)),
    TagResource: tagResource(store),
    TransactGetItems: limited('read', transactGetItems(store)),
    TransactWriteItems: limited('write', transactWriteItems(store)),
    UntagResource: untagResource(store),
    UpdateContinuousBackups: updateContinuousBackups(store),
    UpdateItem: limited('write', updateItem(store)),
    UpdateTable: updateTable(store),
    UpdateTimeToLive: updateTimeToLive(store),
  };
}

function sweep(store: Store): void {
  try {
    sweepExpired(store);
  } catch (error) {
    // A timer has no caller to answer to; the items stay and the next sweep tries again.
    store.context.warn(
      `DynamoDB could not delete expired items: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
