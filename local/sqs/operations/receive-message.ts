import type { Core } from '../core.ts';
import type { Parameters } from '../parameters.ts';
import { receiveMessages } from '../receive/receive-messages.ts';
import { receivedToAnswer, type Wanted } from '../receive/received-to-answer.ts';
import { selectSystemAttributes } from '../receive/select-system-attributes.ts';
import { sqsError } from '../sqs-error.ts';
import { queueOperation } from './queue-operation.ts';

const PARAMETERS = [
  'AttributeNames',
  'MessageSystemAttributeNames',
  'MessageAttributeNames',
  'MaxNumberOfMessages',
  'VisibilityTimeout',
  'WaitTimeSeconds',
];

/** ReceiveMessage: answers at once when something is visible, and waits only with a wait time. */
export function receiveMessage(core: Core) {
  return queueOperation(
    core,
    { action: 'ReceiveMessage', parameters: PARAMETERS },
    ({ queue, parameters, signal }) => {
      const request = readRequest(parameters);
      const waitSeconds = request.waitSeconds ?? queue.waitSeconds;
      if (waitSeconds === 0 && core.miss()) return {};
      const attempt = () => receive(core, queue.name, queue.id, { ...request, polls: waitSeconds > 0 });
      const found = attempt();
      if (found) return found;
      if (waitSeconds === 0) return {};
      const poll = { attempt, timeoutMs: waitSeconds * 1000, signal };
      return core.longPolls.wait(queue.id, poll).then((answer) => answer ?? {});
    },
  );
}

type Request = {
  readonly most: number;
  readonly visibilitySeconds: number | undefined;
  readonly waitSeconds: number | undefined;
  readonly wanted: Wanted;
};

function readRequest(parameters: Parameters): Request {
  const system = [...parameters.texts('AttributeNames'), ...parameters.texts('MessageSystemAttributeNames')];
  return {
    most: parameters.integer('MaxNumberOfMessages', 1, 10) ?? 1,
    visibilitySeconds: parameters.integer('VisibilityTimeout', 0, 43_200),
    waitSeconds: parameters.integer('WaitTimeSeconds', 0, 20),
    wanted: { system: selectSystemAttributes(system), message: parameters.texts('MessageAttributeNames') },
  };
}

/** One attempt; undefined when nothing is there. The queue is looked up anew: a long poll outlives its changes. */
function receive(core: Core, name: string, id: number, request: Request & { readonly polls: boolean }) {
  const queue = core.queues.find(name);
  if (queue?.id !== id)
    throw sqsError(
      'QueueDoesNotExist',
      `The specified queue does not exist: ${name} was deleted during the wait.`,
    );
  const most = core.inFlight.room(queue, request.most);
  if (most === 0 && !request.polls)
    throw sqsError('OverLimit', `Too many messages of the queue ${name} are in flight: delete some first.`);
  if (most === 0) return undefined;
  const visibilityMs =
    request.visibilitySeconds === undefined ? queue.visibilityMs : request.visibilitySeconds * 1000;
  const received = receiveMessages(core, queue, { most, visibilityMs });
  if (received.length === 0) return undefined;
  return { Messages: received.map((message) => receivedToAnswer(queue, message, request.wanted)) };
}
