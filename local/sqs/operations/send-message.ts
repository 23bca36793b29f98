import { readMessage } from '../message/read-message.ts';
import { senderId } from '../message/sender-id.ts';
import type { Core } from '../core.ts';
import { queueOperation } from './queue-operation.ts';

export const MESSAGE_PARAMETERS = [
  'MessageBody',
  'DelaySeconds',
  'MessageAttributes',
  'MessageSystemAttributes',
];

/** SendMessage. Synchronous, so that another service can call it within its own transaction. */
export function sendMessage(core: Core) {
  return queueOperation(
    core,
    { action: 'SendMessage', parameters: MESSAGE_PARAMETERS },
    ({ queue, parameters, caller }) => {
      const sent = { sender: senderId(caller), now: core.context.now() };
      const { message, answer } = readMessage(queue, parameters, sent);
      core.messages.insert(message);
      core.longPolls.changed(queue.id);
      return answer;
    },
  );
}
