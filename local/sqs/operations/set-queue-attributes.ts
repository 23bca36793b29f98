import { transaction } from '../../storage/transaction.ts';
import type { Core } from '../core.ts';
import { checkAttributes } from '../queue/check-attributes.ts';
import { checkDeadLetterQueue } from '../queue/check-dead-letter-queue.ts';
import { mergeAttributes } from '../queue/merge-attributes.ts';
import { sqsError } from '../sqs-error.ts';
import { queueOperation } from './queue-operation.ts';

export function setQueueAttributes(core: Core) {
  return queueOperation(
    core,
    { action: 'SetQueueAttributes', parameters: ['Attributes'] },
    ({ queue, parameters }) => {
      const given = parameters.object('Attributes');
      if (!given) throw sqsError('MissingParameter', 'The request must contain the parameter Attributes.');
      const change = checkAttributes(given);
      transaction(core.context.database, () => {
        checkDeadLetterQueue(core, queue.arn, change);
        core.queues.setAttributes(queue, mergeAttributes(queue.attributes, change), core.context.now());
      });
      return {};
    },
  );
}
