import type { Core } from '../core.ts';
import type { Queue } from '../queue/queue.ts';
import { sqsError } from '../sqs-error.ts';
import { queueOperation } from './queue-operation.ts';

export function getQueueAttributes(core: Core) {
  return queueOperation(
    core,
    { action: 'GetQueueAttributes', parameters: ['AttributeNames'] },
    ({ queue, parameters }) => {
      const wanted = parameters.texts('AttributeNames');
      if (wanted.length === 0) return {};
      checkNames(wanted);
      const attributes: Record<string, string> = { ...queue.attributes, ...computed(core, queue, wanted) };
      if (wanted.includes('All')) return { Attributes: attributes };
      const chosen = Object.entries(attributes).filter(([name]) => wanted.includes(name));
      return { Attributes: Object.fromEntries(chosen) };
    },
  );
}

const SET = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'Policy',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
  // A queue without a key of KMS has neither of these; asking is no mistake.
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
];
const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
];
const NAMES = ['All', ...SET, ...COUNTS, 'CreatedTimestamp', 'LastModifiedTimestamp', 'QueueArn'];

function checkNames(wanted: readonly string[]): void {
  const unknown = wanted.find((name) => !NAMES.includes(name));
  if (unknown !== undefined)
    throw sqsError('InvalidAttributeName', `Unknown Attribute ${unknown}. Allowed: ${NAMES.join(', ')}.`);
}

function computed(core: Core, queue: Queue, wanted: readonly string[]): Record<string, string> {
  const counted = wanted.includes('All') || wanted.some((name) => COUNTS.includes(name));
  return {
    QueueArn: queue.arn,
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    ...(counted && counts(core, queue)),
  };
}

function counts(core: Core, queue: Queue): Record<string, string> {
  const now = core.context.now();
  const { visible, inFlight, delayed } = core.messages.counts(queue.id, {
    now,
    sentAfter: now - queue.retentionMs,
  });
  return {
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
  };
}
