import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import { checkMembers, readBoolean, readInteger, readObject, required } from '../input.ts';
import type { Store } from '../storage/store.ts';
import { requireTable, tableNameOf } from '../table/find-table.ts';
import { saveTable } from '../table/save-table.ts';
import type { Table } from '../table/table.ts';
import { tableAccess } from './table-access.ts';

const MOST_DAYS = 35;

/** Point-in-time recovery is remembered and described; nothing is backed up. */
export function updateContinuousBackups(store: Store): Operation {
  return {
    access: tableAccess(store, 'UpdateContinuousBackups'),
    run(input) {
      checkMembers(input, ['TableName', 'PointInTimeRecoverySpecification']);
      const given = required(
        readObject(input, 'PointInTimeRecoverySpecification'),
        'PointInTimeRecoverySpecification',
      );
      checkMembers(given, ['PointInTimeRecoveryEnabled', 'RecoveryPeriodInDays']);
      const days = readInteger(given, 'RecoveryPeriodInDays', { least: 1, most: MOST_DAYS }) ?? MOST_DAYS;
      const enabled = readBoolean(given, 'PointInTimeRecoveryEnabled');
      const table = requireTable(store, tableNameOf(input));
      return describe(store, setPointInTimeRecovery(store, table, enabled ? days : undefined));
    },
  };
}

export function describeContinuousBackups(store: Store): Operation {
  return {
    access: tableAccess(store, 'DescribeContinuousBackups'),
    run(input) {
      checkMembers(input, ['TableName']);
      return describe(store, requireTable(store, tableNameOf(input)));
    },
  };
}

/** @param days how far back one could go; `undefined` switches it off. */
export function setPointInTimeRecovery(store: Store, table: Table, days: number | undefined): Table {
  const { pointInTimeRecovery: before, ...rest } = table.definition;
  if (before?.days === days) return table;
  const since = before?.since ?? store.context.now();
  return saveTable(store, table, {
    ...rest,
    ...(days !== undefined && { pointInTimeRecovery: { since, days } }),
  });
}

function describe(store: Store, { definition }: Table): JsonObject {
  const recovery = definition.pointInTimeRecovery;
  const earliest = recovery && Math.max(recovery.since, store.context.now() - recovery.days * 86_400_000);
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription:
        recovery && earliest !== undefined
          ? {
              PointInTimeRecoveryStatus: 'ENABLED',
              RecoveryPeriodInDays: recovery.days,
              EarliestRestorableDateTime: earliest / 1000,
              LatestRestorableDateTime: store.context.now() / 1000,
            }
          : { PointInTimeRecoveryStatus: 'DISABLED' },
    },
  };
}
