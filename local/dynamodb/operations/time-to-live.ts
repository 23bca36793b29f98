import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import { checkMembers, readBoolean, readObject, readString, required } from '../input.ts';
import type { Store } from '../storage/store.ts';
import { requireTable, tableNameOf } from '../table/find-table.ts';
import { setTimeToLive } from '../table/set-time-to-live.ts';
import { validationError } from '../validation-error.ts';
import { tableAccess } from './table-access.ts';

export function updateTimeToLive(store: Store): Operation {
  return {
    access: tableAccess(store, 'UpdateTimeToLive'),
    run(input) {
      checkMembers(input, ['TableName', 'TimeToLiveSpecification']);
      const given = required(readObject(input, 'TimeToLiveSpecification'), 'TimeToLiveSpecification');
      checkMembers(given, ['AttributeName', 'Enabled']);
      const attribute = required(readString(given, 'AttributeName'), 'AttributeName');
      const enabled = required(given['Enabled'], 'Enabled') !== undefined && readBoolean(given, 'Enabled');
      const table = requireTable(store, tableNameOf(input));
      checkChange(table.definition.timeToLive, { attribute, enabled });
      setTimeToLive(store, table, enabled ? attribute : undefined);
      return { TimeToLiveSpecification: { AttributeName: attribute, Enabled: enabled } };
    },
  };
}

export function describeTimeToLive(store: Store): Operation {
  return {
    access: tableAccess(store, 'DescribeTimeToLive'),
    run(input): JsonObject {
      checkMembers(input, ['TableName']);
      const attribute = requireTable(store, tableNameOf(input)).definition.timeToLive;
      return {
        TimeToLiveDescription:
          attribute === undefined
            ? { TimeToLiveStatus: 'DISABLED' }
            : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute },
      };
    },
  };
}

function checkChange(
  current: string | undefined,
  wanted: { readonly attribute: string; readonly enabled: boolean },
): void {
  if (wanted.enabled && current === wanted.attribute) throw validationError('TimeToLive is already enabled');
  if (!wanted.enabled && current === undefined) throw validationError('TimeToLive is already disabled');
  if (current !== undefined && current !== wanted.attribute)
    throw validationError(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
    );
}
