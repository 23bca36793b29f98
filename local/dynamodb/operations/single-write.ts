import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import { createCapacityMeter } from '../capacity-meter.ts';
import { checkMembers, readEnum } from '../input.ts';
import { itemAccess } from '../item-access.ts';
import type { Item } from '../item/attribute-value.ts';
import { legacyParameters } from '../legacy-parameters.ts';
import { refuseCollectionMetrics } from '../refuse-collection-metrics.ts';
import { readItem } from '../storage/read-item.ts';
import type { Store } from '../storage/store.ts';
import { writeItem } from '../storage/write-item.ts';
import { requireTable, tableNameOf } from '../table/find-table.ts';
import type { Table } from '../table/table.ts';
import { validationError } from '../validation-error.ts';
import type { WriteRequest } from '../write-request.ts';

export type ReturnValues = 'NONE' | 'ALL_OLD' | 'UPDATED_OLD' | 'ALL_NEW' | 'UPDATED_NEW';

/** What tells PutItem, UpdateItem and DeleteItem apart. */
export type SingleWrite = {
  readonly action: string;
  /** Its own parameters beside those that all three have. */
  readonly parameters: readonly string[];
  readonly returnValues: readonly ReturnValues[];
  toRequest(table: Table, input: JsonObject): WriteRequest;
  /** The answer's `Attributes`, if any. */
  attributes(change: WrittenChange): Item | undefined;
};

export type WrittenChange = {
  readonly request: WriteRequest;
  readonly wanted: ReturnValues;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
};

const PARAMETERS = [
  'TableName',
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ReturnValues',
  'ReturnConsumedCapacity',
  'ReturnItemCollectionMetrics',
  'ReturnValuesOnConditionCheckFailure',
];
const ALL: readonly ReturnValues[] = ['NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW'];

/** An operation that reads one item, checks its condition and writes it. */
export function singleWrite(store: Store, write: SingleWrite): Operation {
  const keyParameter = write.action === 'PutItem' ? 'Item' : 'Key';
  return {
    access: (input) => [
      itemAccess(store, { action: write.action, table: tableNameOf(input), items: [input[keyParameter]] }),
    ],
    run(input) {
      checkMembers(input, [...PARAMETERS, keyParameter, ...write.parameters], legacyParameters);
      refuseCollectionMetrics(input);
      const wanted = readEnum(input, 'ReturnValues', ALL) ?? 'NONE';
      if (!write.returnValues.includes(wanted))
        throw validationError(`ReturnValues can only be ${write.returnValues.toReversed().join(' or ')}`);
      const meter = createCapacityMeter(input);
      const request = write.toRequest(requireTable(store, tableNameOf(input)), input);
      const before = readItem(store, request.table, request.key);
      request.checkCondition(before);
      const after = request.next(before?.item);
      meter.addWrite(writeItem(store, { table: request.table, key: request.key, before, after }));
      const attributes = write.attributes({ request, wanted, before: before?.item, after });
      const [consumed] = meter.answer() ?? [];
      return {
        ...(attributes && { Attributes: attributes }),
        ...(consumed && { ConsumedCapacity: consumed }),
      };
    },
  };
}
