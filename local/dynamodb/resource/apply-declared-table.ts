import type { Applied } from '../../cloudformation/resource-type.ts';
import { transaction } from '../../storage/transaction.ts';
import { setPointInTimeRecovery } from '../operations/continuous-backups.ts';
import type { Store } from '../storage/store.ts';
import { changeDefinition } from '../table/change-definition.ts';
import { findTable } from '../table/find-table.ts';
import { parseTable } from '../table/parse-table.ts';
import { insertTable } from '../table/save-table.ts';
import { setTimeToLive } from '../table/set-time-to-live.ts';
import type { IndexDefinition, TableDefinition } from '../table/table-definition.ts';
import type { Table } from '../table/table.ts';
import { validationError } from '../validation-error.ts';
import type { DeclaredTable } from './declared-table.ts';

/**
 * Makes the table as declared and keeps its items.
 * @throws {AwsError} ValidationException for a change that AWS could only make by replacing the table.
 */
export function applyDeclaredTable(store: Store, declared: DeclaredTable): Applied {
  return transaction(store.context.database, () => {
    const wanted = parseTable({ TableName: declared.name, ...declared.create }, store.context.now());
    const found = findTable(store, declared.name);
    const table = found
      ? changeDefinition(store, found, merged(found, wanted))
      : insertTable(store, declared.name, wanted);
    const expiring = setTimeToLive(store, table, declared.timeToLive);
    setPointInTimeRecovery(store, expiring, declared.recoveryDays);
    return {
      physicalId: table.name,
      attributes: { Arn: table.arn, TableId: table.definition.id },
    };
  });
}

/** What is declared, under the identity of the table that is there. */
function merged({ name, definition: before }: Table, wanted: TableDefinition): TableDefinition {
  if (JSON.stringify(before.key) !== JSON.stringify(wanted.key)) throw cannotChange(name, 'its primary key');
  if (describeAll(before, 'local') !== describeAll(wanted, 'local'))
    throw cannotChange(name, 'its local secondary indexes');
  let nextIndexNumber = before.nextIndexNumber;
  const indexes = wanted.indexes.map((index) => {
    const same = before.indexes.find((each) => each.name === index.name);
    if (!same) return { ...index, number: nextIndexNumber++ };
    if (describe(same) !== describe(index))
      throw cannotChange(name, `the index ${index.name} under its name`);
    return { ...index, number: same.number };
  });
  const { id, createdAt, timeToLive, pointInTimeRecovery } = before;
  return {
    ...wanted,
    id,
    createdAt,
    indexes,
    nextIndexNumber,
    ...(timeToLive !== undefined && { timeToLive }),
    ...(pointInTimeRecovery && { pointInTimeRecovery }),
  };
}

function describeAll({ indexes }: TableDefinition, kind: IndexDefinition['kind']): string {
  return indexes
    .filter((index) => index.kind === kind)
    .map(describe)
    .toSorted()
    .join();
}

function describe({ name, kind, key, projection, nonKeyAttributes }: IndexDefinition): string {
  return JSON.stringify([name, kind, key, projection, nonKeyAttributes.toSorted()]);
}

function cannotChange(name: string, what: string) {
  return validationError(
    `The table ${name} cannot change ${what}: AWS would replace it and lose the items. Give it another name, or remove it first.`,
  );
}
