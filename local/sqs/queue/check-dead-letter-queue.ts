import type { Core } from '../core.ts';
import { sqsError } from '../sqs-error.ts';
import { allowsRedrive } from './allows-redrive.ts';
import { queueNameFromArn } from './queue-name-from-arn.ts';
import type { QueueAttributes } from './queue.ts';
import { parseRedrivePolicy } from './redrive-policy.ts';

/**
 * Checks that the dead-letter queue which a queue is about to get exists and lets it.
 * @throws {AwsError} `InvalidParameterValue`
 */
export function checkDeadLetterQueue(core: Core, sourceArn: string, attributes: QueueAttributes): void {
  const text = attributes['RedrivePolicy'];
  if (text === undefined || text === '') return;
  const { deadLetterTargetArn } = parseRedrivePolicy(text);
  const name = queueNameFromArn(core.context, deadLetterTargetArn);
  const target = name === undefined ? undefined : core.queues.find(name);
  if (!target) throw invalid(text, 'Dead letter target does not exist');
  if (target.arn === sourceArn) throw invalid(text, 'A queue cannot be its own dead letter target');
  if (!allowsRedrive(target, sourceArn))
    throw invalid(text, `The RedriveAllowPolicy of ${target.name} does not permit ${sourceArn}`);
}

function invalid(text: string, reason: string): Error {
  return sqsError(
    'InvalidParameterValue',
    `Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}.`,
  );
}
