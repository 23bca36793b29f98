import type { Operation } from '../../endpoint/operation.ts';
import { transaction } from '../../storage/transaction.ts';
import type { Core } from '../core.ts';
import { readParameters } from '../parameters.ts';
import { checkAttributes } from '../queue/check-attributes.ts';
import { checkDeadLetterQueue } from '../queue/check-dead-letter-queue.ts';
import { checkNotDeletedRecently } from '../queue/check-not-deleted-recently.ts';
import { checkQueueName } from '../queue/check-queue-name.ts';
import { checkTags } from '../queue/check-tags.ts';
import { DEFAULT_ATTRIBUTES } from '../queue/default-attributes.ts';
import { mergeAttributes } from '../queue/merge-attributes.ts';
import { queueArn } from '../queue/queue-arn.ts';
import { queueUrl } from '../queue/queue-url.ts';
import type { Queue, QueueAttributes } from '../queue/queue.ts';
import { sqsError } from '../sqs-error.ts';

/** CreateQueue. With the name of a queue that exists it answers that queue, unless an attribute differs. */
export function createQueue(core: Core): Operation {
  return {
    access(input) {
      const parameters = readParameters(input, PARAMETERS);
      const resource = queueArn(core.context, checkQueueName(parameters.required('QueueName')));
      const tagged = Object.keys(parameters.object('tags') ?? {}).length > 0;
      return ['sqs:CreateQueue', ...(tagged ? ['sqs:TagQueue'] : [])].map((action) => ({ action, resource }));
    },
    run(input) {
      const parameters = readParameters(input, PARAMETERS);
      const name = checkQueueName(parameters.required('QueueName'));
      const attributes = checkAttributes(parameters.object('Attributes') ?? {});
      const tags = checkTags(parameters.object('tags') ?? {});
      transaction(core.context.database, () => {
        const existing = core.queues.find(name);
        if (existing) checkSame(existing, attributes);
        else create(core, { name, attributes, tags });
      });
      return { QueueUrl: queueUrl(core.context, name) };
    },
  };
}

const PARAMETERS = ['QueueName', 'Attributes', 'tags'];

function checkSame(queue: Queue, attributes: QueueAttributes): void {
  for (const [name, value] of Object.entries(attributes))
    if ((queue.attributes[name] ?? '') !== value)
      throw sqsError(
        'QueueNameExists',
        `A queue named ${queue.name} already exists with a different value for attribute ${name}: it has ${queue.attributes[name] ?? 'none'}, got ${value}.`,
      );
}

type Creation = Pick<Queue, 'name' | 'attributes' | 'tags'>;

function create(core: Core, { name, attributes, tags }: Creation): void {
  const createdAt = core.context.now();
  checkNotDeletedRecently(core.context.database, name, createdAt);
  checkDeadLetterQueue(core, queueArn(core.context, name), attributes);
  core.queues.insert({ name, attributes: mergeAttributes(DEFAULT_ATTRIBUTES, attributes), tags, createdAt });
}
