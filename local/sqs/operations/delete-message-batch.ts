import { transaction } from '../../storage/transaction.ts';
import type { Core } from '../core.ts';
import { deleteByReceipt } from '../receive/delete-by-receipt.ts';
import { queueOperation } from './queue-operation.ts';
import { readBatch } from './read-batch.ts';
import { runBatch } from './run-batch.ts';

export function deleteMessageBatch(core: Core) {
  return queueOperation(
    core,
    { action: 'DeleteMessage', parameters: ['Entries'] },
    ({ queue, parameters }) => {
      const entries = readBatch(parameters);
      return transaction(core.context.database, () =>
        runBatch(entries, ['ReceiptHandle'], (entry) => {
          deleteByReceipt(core, queue, entry.required('ReceiptHandle'));
          return {};
        }),
      );
    },
  );
}
