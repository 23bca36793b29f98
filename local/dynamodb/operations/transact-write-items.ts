import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import { transaction } from '../../storage/transaction.ts';
import { createCapacityMeter } from '../capacity-meter.ts';
import { checkDistinctKeys } from '../check-distinct-keys.ts';
import { checkMembers, readObject, readString, required } from '../input.ts';
import { itemAccess } from '../item-access.ts';
import type { Item } from '../item/attribute-value.ts';
import { itemSize } from '../item/item-size.ts';
import { refuseCollectionMetrics } from '../refuse-collection-metrics.ts';
import { readItem, type StoredItem } from '../storage/read-item.ts';
import type { Store } from '../storage/store.ts';
import { writeItem, writeUnits } from '../storage/write-item.ts';
import { requireTable, tableNameOf } from '../table/find-table.ts';
import type { Table } from '../table/table.ts';
import { readTransactItems } from '../transact-items.ts';
import { onceForToken } from '../transaction-token.ts';
import { validationError } from '../validation-error.ts';
import { toConditionCheck, toDelete, toPut, toUpdate, type WriteRequest } from '../write-request.ts';

const CONDITION = [
  'TableName',
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ReturnValuesOnConditionCheckFailure',
];

/** The four kinds of writes: the action that permits each, its parameters and how it is read. */
const KINDS: Readonly<Record<string, Kind>> = {
  ConditionCheck: { action: 'ConditionCheckItem', parameters: ['Key'], parse: toConditionCheck },
  Put: { action: 'PutItem', parameters: ['Item'], parse: toPut },
  Update: { action: 'UpdateItem', parameters: ['Key', 'UpdateExpression'], parse: toTransactUpdate },
  Delete: { action: 'DeleteItem', parameters: ['Key'], parse: toDelete },
};

/** Unlike UpdateItem it needs its expression. */
function toTransactUpdate(table: Table, input: JsonObject): WriteRequest {
  required(readString(input, 'UpdateExpression'), 'UpdateExpression');
  return toUpdate(table, input);
}

type Kind = {
  readonly action: string;
  readonly parameters: readonly string[];
  readonly parse: (table: Table, input: JsonObject) => WriteRequest;
};

const MOST_BYTES = 4 * 1024 * 1024;

/** Up to 100 writes and condition checks of different items: all happen or none. */
export function transactWriteItems(store: Store): Operation {
  return {
    access: (input) =>
      readTransactItems(input).map((item) => {
        const { kind, body } = kindOf(item);
        return itemAccess(store, {
          action: kind.action,
          table: tableNameOf(body),
          items: [body['Key'] ?? body['Item']],
          enclosing: 'TransactWriteItems',
        });
      }),
    run(input) {
      checkMembers(input, [
        'TransactItems',
        'ReturnConsumedCapacity',
        'ReturnItemCollectionMetrics',
        'ClientRequestToken',
      ]);
      refuseCollectionMetrics(input);
      return transaction(store.context.database, () => onceForToken(store, input, () => write(store, input)));
    },
  };
}

function write(store: Store, input: JsonObject): JsonObject {
  const meter = createCapacityMeter(input, 'WriteCapacityUnits');
  const requests = readTransactItems(input).map((item) => {
    const { kind, body } = kindOf(item);
    checkMembers(body, [...CONDITION, ...kind.parameters]);
    return {
      checksOnly: kind.parse === toConditionCheck,
      ...kind.parse(requireTable(store, tableNameOf(body)), body),
    };
  });
  for (const name of new Set(requests.map(({ table }) => table.name)))
    checkDistinctKeys(
      requests.filter(({ table }) => table.name === name).map(({ key }) => key),
      'Transaction request cannot include multiple operations on one item',
    );
  const outcomes = requests.map((request) => outcomeOf(request, readItem(store, request.table, request.key)));
  checkOutcomes(outcomes);
  requests.forEach(({ table, key, checksOnly }, at) => {
    const { before, after } = outcomes[at] as Outcome;
    const units = writeUnits(before?.size ?? 0, 0);
    meter.addWrite(
      checksOnly ? { table, units, indexes: [] } : writeItem(store, { table, key, before, after }),
    );
  });
  const consumed = meter.answer();
  return consumed ? { ConsumedCapacity: consumed } : {};
}

type Outcome = {
  readonly before: StoredItem | undefined;
  readonly after?: Item | undefined;
  readonly refusal?: AwsError;
};

function outcomeOf(request: WriteRequest, before: StoredItem | undefined): Outcome {
  try {
    request.checkCondition(before);
    return { before, after: request.next(before?.item) };
  } catch (error) {
    if (error instanceof AwsError) return { before, refusal: error };
    throw error;
  }
}

function checkOutcomes(outcomes: readonly Outcome[]): void {
  const reasons = outcomes.map(({ refusal }) => {
    if (!refusal) return { Code: 'None' };
    const code = refusal.code === 'ValidationException' ? 'ValidationError' : 'ConditionalCheckFailed';
    return { Code: code, Message: refusal.message, ...refusal.members };
  });
  if (reasons.some(({ Code }) => Code !== 'None'))
    throw new AwsError(
      'TransactionCanceledException',
      `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
      400,
      { CancellationReasons: reasons },
    );
  const bytes = outcomes.reduce((sum, { after }) => sum + (after ? itemSize(after) : 0), 0);
  if (bytes > MOST_BYTES)
    throw validationError(`Collection size of items in a transaction exceeds 4 MB: ${bytes} bytes`);
}

function kindOf(item: JsonObject): { kind: Kind; body: JsonObject } {
  checkMembers(item, Object.keys(KINDS));
  const [name, ...others] = Object.keys(item).filter((member) => item[member] !== undefined);
  const kind = name === undefined ? undefined : KINDS[name];
  const body = name === undefined ? undefined : readObject(item, name);
  if (kind && body && others.length === 0) return { kind, body };
  throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
}
