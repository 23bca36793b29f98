import type { Core } from '../core.ts';
import { deleteByReceipt } from '../receive/delete-by-receipt.ts';
import { queueOperation } from './queue-operation.ts';

export function deleteMessage(core: Core) {
  return queueOperation(
    core,
    { action: 'DeleteMessage', parameters: ['ReceiptHandle'] },
    ({ queue, parameters }) => {
      deleteByReceipt(core, queue, parameters.required('ReceiptHandle'));
      return {};
    },
  );
}
