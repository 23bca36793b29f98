import { sqsError } from '../sqs-error.ts';

/** @throws {AwsError} `InvalidParameterValue`; a FIFO queue's name by its own sentence. */
export function checkQueueName(name: string): string {
  if (name.endsWith('.fifo'))
    throw sqsError(
      'InvalidParameterValue',
      `The queue name ${name} is that of a FIFO queue; the embedded SQS has standard queues only.`,
    );
  if (/^[A-Za-z0-9_-]{1,80}$/.test(name)) return name;
  throw sqsError(
    'InvalidParameterValue',
    `The queue name ${JSON.stringify(name)} is invalid: can only include alphanumeric characters, hyphens, or underscores, 1 to 80 in length.`,
  );
}
