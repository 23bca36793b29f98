import { sqsError } from '../sqs-error.ts';

/** The system attributes that a receive asks for. @throws {AwsError} `InvalidAttributeName` */
export function selectSystemAttributes(names: readonly string[]): ReadonlySet<string> {
  for (const name of names)
    if (name !== 'All' && !SYSTEM_ATTRIBUTES.includes(name))
      throw sqsError(
        'InvalidAttributeName',
        `Unknown Attribute ${name}. Allowed: All, ${SYSTEM_ATTRIBUTES.join(', ')}.`,
      );
  return new Set(names.includes('All') ? SYSTEM_ATTRIBUTES : names);
}

// The last three are those of FIFO queues: they may be asked for, and a standard queue's messages have none.
const SYSTEM_ATTRIBUTES = [
  'SenderId',
  'SentTimestamp',
  'ApproximateReceiveCount',
  'ApproximateFirstReceiveTimestamp',
  'AWSTraceHeader',
  'DeadLetterQueueSourceArn',
  'MessageDeduplicationId',
  'MessageGroupId',
  'SequenceNumber',
];
