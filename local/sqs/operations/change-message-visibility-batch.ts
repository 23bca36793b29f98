import { transaction } from '../../storage/transaction.ts';
import type { Core } from '../core.ts';
import { changeVisibility } from '../receive/change-visibility.ts';
import { queueOperation } from './queue-operation.ts';
import { readBatch } from './read-batch.ts';
import { readVisibilityChange, VISIBILITY_PARAMETERS } from './read-visibility-change.ts';
import { runBatch } from './run-batch.ts';

export function changeMessageVisibilityBatch(core: Core) {
  return queueOperation(
    core,
    { action: 'ChangeMessageVisibility', parameters: ['Entries'] },
    ({ queue, parameters }) => {
      const entries = readBatch(parameters);
      return transaction(core.context.database, () =>
        runBatch(entries, VISIBILITY_PARAMETERS, (entry) => {
          changeVisibility(core, queue, readVisibilityChange(entry));
          return {};
        }),
      );
    },
  );
}
