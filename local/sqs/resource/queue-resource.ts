import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Applied, ApplyRequest, ResourceType } from '../../cloudformation/resource-type.ts';
import { transaction } from '../../storage/transaction.ts';
import type { Core } from '../core.ts';
import { checkAttributes } from '../queue/check-attributes.ts';
import { checkDeadLetterQueue } from '../queue/check-dead-letter-queue.ts';
import { checkQueueName } from '../queue/check-queue-name.ts';
import { DEFAULT_ATTRIBUTES } from '../queue/default-attributes.ts';
import { mergeAttributes } from '../queue/merge-attributes.ts';
import { queueArn } from '../queue/queue-arn.ts';
import { queueUrl } from '../queue/queue-url.ts';
import { removeQueue } from '../queue/remove-queue.ts';
import { propertiesToAttributes } from './properties-to-attributes.ts';
import { propertyToTags } from './property-to-tags.ts';

/** `AWS::SQS::Queue` */
export function queueResource(core: Core): ResourceType {
  return {
    type: 'AWS::SQS::Queue',
    properties: [
      'DelaySeconds',
      'MaximumMessageSize',
      'MessageRetentionPeriod',
      'QueueName',
      'ReceiveMessageWaitTimeSeconds',
      'RedriveAllowPolicy',
      'RedrivePolicy',
      'SqsManagedSseEnabled',
      'Tags',
      'VisibilityTimeout',
    ],
    apply: (request) => apply(core, request),
    remove({ attributes }) {
      const queue = core.queues.find(String(attributes['QueueName']));
      if (queue) removeQueue(core, queue);
    },
  };
}

function apply(core: Core, request: ApplyRequest): Applied {
  const name = checkQueueName(nameOf(request));
  const arn = queueArn(core.context, name);
  const tags = propertyToTags(request.properties['Tags']);
  const attributes = mergeAttributes(
    DEFAULT_ATTRIBUTES,
    checkAttributes(propertiesToAttributes(request.properties)),
  );
  transaction(core.context.database, () => {
    checkDeadLetterQueue(core, arn, attributes);
    makeEqual(core, name, { attributes, tags });
  });
  return {
    physicalId: queueUrl(core.context, name),
    attributes: { Arn: arn, QueueName: name, QueueUrl: queueUrl(core.context, name) },
  };
}

type Desired = { readonly attributes: Record<string, string>; readonly tags: Record<string, string> };

function makeEqual(core: Core, name: string, { attributes, tags }: Desired): void {
  const existing = core.queues.find(name);
  if (!existing) {
    core.queues.insert({ name, attributes, tags, createdAt: core.context.now() });
    return;
  }
  // The Policy belongs to the template's AWS::SQS::QueuePolicy.
  const policy = existing.attributes['Policy'];
  const desired = policy === undefined ? attributes : { ...attributes, Policy: policy };
  if (!isDeepStrictEqual(existing.attributes, desired))
    core.queues.setAttributes(existing, desired, core.context.now());
  if (!isDeepStrictEqual(existing.tags, tags)) core.queues.setTags(existing, tags);
}

/** A name that the template leaves out is made of what identifies the resource, so that each start finds the queue. */
function nameOf({ stackName, logicalId, properties }: ApplyRequest): string {
  const given = properties['QueueName'];
  if (typeof given === 'string') return given;
  const suffix = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex').slice(0, 12);
  return `${`${stackName}-${logicalId}`.slice(0, 67)}-${suffix}`;
}
