import { transaction } from '../../storage/transaction.ts';
import type { Core } from '../core.ts';
import { readMessage } from '../message/read-message.ts';
import type { NewMessage } from '../message/messages.ts';
import { senderId } from '../message/sender-id.ts';
import { sqsError } from '../sqs-error.ts';
import { queueOperation } from './queue-operation.ts';
import { readBatch } from './read-batch.ts';
import { runBatch } from './run-batch.ts';
import { MESSAGE_PARAMETERS } from './send-message.ts';

const MOST_BYTES = 1_048_576;

/** SendMessageBatch: what is valid is sent in one commit, the rest is answered as failed. */
export function sendMessageBatch(core: Core) {
  return queueOperation(
    core,
    { action: 'SendMessage', parameters: ['Entries'] },
    ({ queue, parameters, caller }) => {
      const sent = { sender: senderId(caller), now: core.context.now() };
      const messages: NewMessage[] = [];
      let bytes = 0;
      const answer = runBatch(readBatch(parameters), MESSAGE_PARAMETERS, (entry) => {
        const read = readMessage(queue, entry, sent);
        bytes += read.size;
        messages.push(read.message);
        return read.answer;
      });
      if (bytes > MOST_BYTES)
        throw sqsError(
          'BatchRequestTooLong',
          `Batch requests cannot be longer than ${MOST_BYTES} bytes. You have sent ${bytes} bytes.`,
        );
      transaction(core.context.database, () => messages.forEach(core.messages.insert));
      core.longPolls.changed(queue.id);
      return answer;
    },
  );
}
