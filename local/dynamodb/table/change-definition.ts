import { AwsError } from '../../endpoint/aws-error.ts';
import { transaction } from '../../storage/transaction.ts';
import type { Store } from '../storage/store.ts';
import { dropIndex, rebuildIndex } from './rebuild-index.ts';
import { saveTable } from './save-table.ts';
import type { TableDefinition } from './table-definition.ts';
import type { Table } from './table.ts';

/**
 * Gives a table another definition: what new indexes need is filled in, what removed ones held goes.
 * @throws {AwsError} `LimitExceededException` for more than one index made or removed.
 */
export function changeDefinition(store: Store, table: Table, definition: TableDefinition): Table {
  checkOneIndex(table.definition, definition);
  return transaction(store.context.database, () => {
    const saved = saveTable(store, table, definition);
    for (const index of table.indexes)
      if (!hasIndex(definition, index.number)) dropIndex(store, table, index);
    for (const index of saved.indexes)
      if (!hasIndex(table.definition, index.number)) rebuildIndex(store, saved, index);
    return saved;
  });
}

/** CloudFormation refuses the same of a template: "Cannot perform more than one GSI creation or deletion in a single update". */
function checkOneIndex(before: TableDefinition, after: TableDefinition): void {
  const removed = before.indexes.filter(({ number }) => !hasIndex(after, number));
  const added = after.indexes.filter(({ number }) => !hasIndex(before, number));
  const changed = [...removed, ...added].map(({ name }) => name);
  if (changed.length > 1)
    throw new AwsError(
      'LimitExceededException',
      `Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table; these are ${changed.join(', ')}. Make them one by one.`,
    );
}

function hasIndex({ indexes }: TableDefinition, number: number): boolean {
  return indexes.some((index) => index.number === number);
}
