import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import type { Core } from '../core.ts';
import { readParameters, type Parameters } from '../parameters.ts';
import { queueArn } from '../queue/queue-arn.ts';
import { queueUrl } from '../queue/queue-url.ts';
import { requireQueue } from '../queue/require-queue.ts';
import { sqsError } from '../sqs-error.ts';

export function getQueueUrl(core: Core): Operation {
  const nameIn = (input: JsonObject): string => {
    const parameters = readParameters(input, ['QueueName', 'QueueOwnerAWSAccountId']);
    checkOwner(core, parameters);
    return parameters.required('QueueName');
  };
  return {
    access(input) {
      const name = nameIn(input);
      const resourcePolicy = core.queues.find(name)?.policy;
      return [{ action: 'sqs:GetQueueUrl', resource: queueArn(core.context, name), resourcePolicy }];
    },
    run: (input) => ({
      QueueUrl: queueUrl(core.context, requireQueue(core.queues, nameIn(input)).name),
    }),
  };
}

function checkOwner(core: Core, parameters: Parameters): void {
  const owner = parameters.text('QueueOwnerAWSAccountId') ?? core.context.accountId;
  if (owner !== core.context.accountId)
    throw sqsError(
      'QueueDoesNotExist',
      `The specified queue does not exist: here are only queues of account ${core.context.accountId}, not of ${owner}.`,
    );
}
