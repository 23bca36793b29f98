import type { Operation } from '../../endpoint/operation.ts';
import { createCapacityMeter, readUnits } from '../capacity-meter.ts';
import { createPlaceholders } from '../expression/placeholders.ts';
import { parseProjection } from '../expression/projection.ts';
import { checkMembers, readBoolean, readString } from '../input.ts';
import { itemAccess } from '../item-access.ts';
import { parseKey } from '../item/parse-key.ts';
import { legacyParameters } from '../legacy-parameters.ts';
import { readItem } from '../storage/read-item.ts';
import type { Store } from '../storage/store.ts';
import { requireTable, tableNameOf } from '../table/find-table.ts';

const PARAMETERS = [
  'TableName',
  'Key',
  'ConsistentRead',
  'ProjectionExpression',
  'ExpressionAttributeNames',
  'ReturnConsumedCapacity',
];

export function getItem(store: Store): Operation {
  return {
    access: (input) => [
      itemAccess(store, { action: 'GetItem', table: tableNameOf(input), items: [input['Key']] }),
    ],
    run(input) {
      checkMembers(input, PARAMETERS, legacyParameters);
      const placeholders = createPlaceholders(input, ['ProjectionExpression']);
      const projection = parseProjection(readString(input, 'ProjectionExpression'), placeholders);
      placeholders.checkAllUsed();
      const meter = createCapacityMeter(input);
      const table = requireTable(store, tableNameOf(input));
      const found = readItem(store, table, parseKey(table.keyAttributes, input['Key']));
      meter.addRead(table, readUnits(found?.size ?? 0, readBoolean(input, 'ConsistentRead')));
      const [consumed] = meter.answer() ?? [];
      return {
        ...(found && { Item: projection ? projection.project(found.item) : found.item }),
        ...(consumed && { ConsumedCapacity: consumed }),
      };
    },
  };
}
