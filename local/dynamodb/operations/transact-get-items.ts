import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import { createCapacityMeter, readUnits } from '../capacity-meter.ts';
import { createPlaceholders } from '../expression/placeholders.ts';
import { parseProjection } from '../expression/projection.ts';
import { checkMembers, readObject, readString, required } from '../input.ts';
import { itemAccess } from '../item-access.ts';
import { parseKey } from '../item/parse-key.ts';
import { legacyParameters } from '../legacy-parameters.ts';
import { readItem } from '../storage/read-item.ts';
import type { Store } from '../storage/store.ts';
import { requireTable, tableNameOf } from '../table/find-table.ts';
import { readTransactItems } from '../transact-items.ts';

const PARAMETERS = ['Key', 'TableName', 'ProjectionExpression', 'ExpressionAttributeNames'];

/** Up to 100 items as they are at one moment. */
export function transactGetItems(store: Store): Operation {
  return {
    access: (input) =>
      getsOf(input).map((get) =>
        itemAccess(store, {
          action: 'GetItem',
          table: tableNameOf(get),
          items: [get['Key']],
          enclosing: 'TransactGetItems',
        }),
      ),
    run(input) {
      checkMembers(input, ['TransactItems', 'ReturnConsumedCapacity']);
      const meter = createCapacityMeter(input, 'ReadCapacityUnits');
      const responses = getsOf(input).map((get) => {
        checkMembers(get, PARAMETERS, legacyParameters);
        const placeholders = createPlaceholders(get, ['ProjectionExpression']);
        const projection = parseProjection(readString(get, 'ProjectionExpression'), placeholders);
        placeholders.checkAllUsed();
        const table = requireTable(store, tableNameOf(get));
        const found = readItem(store, table, parseKey(table.keyAttributes, get['Key']));
        meter.addRead(table, readUnits(found?.size ?? 0, true));
        return found ? { Item: projection ? projection.project(found.item) : found.item } : {};
      });
      const consumed = meter.answer();
      return { Responses: responses, ...(consumed && { ConsumedCapacity: consumed }) };
    },
  };
}

function getsOf(input: JsonObject): readonly JsonObject[] {
  return readTransactItems(input).map((item) => {
    checkMembers(item, ['Get']);
    return required(readObject(item, 'Get'), 'Get');
  });
}
