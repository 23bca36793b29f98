import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import type { Caller } from '../../iam/caller.ts';
import type { Core } from '../core.ts';
import { readParameters, type Parameters } from '../parameters.ts';
import { queueArn } from '../queue/queue-arn.ts';
import { queueNameFromUrl } from '../queue/queue-name-from-url.ts';
import type { Queue } from '../queue/queue.ts';
import { requireQueue } from '../queue/require-queue.ts';
import { sqsError } from '../sqs-error.ts';

export type QueueRequest = {
  readonly queue: Queue;
  readonly parameters: Parameters;
  readonly caller: Caller;
  readonly signal: AbortSignal;
};

type Specification = {
  /** The permission it needs, without `sqs:`; a batch needs that of its single operation. */
  readonly action: string;
  /** The parameters besides QueueUrl. */
  readonly parameters: readonly string[];
};

/** An operation on the queue that QueueUrl names. */
export function queueOperation(
  core: Core,
  { action, parameters }: Specification,
  run: (request: QueueRequest) => unknown,
): Operation {
  const known = ['QueueUrl', ...parameters];
  const nameIn = (input: JsonObject): string => queueNameFromUrl(urlIn(input), core.context.accountId);
  return {
    access(input) {
      const name = nameIn(input);
      const resource = queueArn(core.context, name);
      return [{ action: `sqs:${action}`, resource, resourcePolicy: core.queues.find(name)?.policy }];
    },
    run: (input, caller, signal) =>
      run({
        queue: requireQueue(core.queues, nameIn(input)),
        parameters: readParameters(input, known),
        caller,
        signal,
      }),
  };
}

function urlIn(input: JsonObject): string {
  const url = input['QueueUrl'];
  if (typeof url === 'string' && url !== '') return url;
  throw sqsError('MissingParameter', 'The request must contain the parameter QueueUrl.');
}
