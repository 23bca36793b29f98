import { sqsError } from '../sqs-error.ts';
import { parseJsonAttribute } from './parse-json-attribute.ts';

/** Where a queue's messages go when they were received too often. */
export type RedrivePolicy = { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number };

/** @throws {AwsError} `InvalidParameterValue` */
export function parseRedrivePolicy(text: string): RedrivePolicy {
  const { deadLetterTargetArn, maxReceiveCount, ...unknown } = parseJsonAttribute('RedrivePolicy', text);
  const count = Number(maxReceiveCount);
  if (Object.keys(unknown).length > 0)
    throw invalid(text, `It has the unknown ${Object.keys(unknown).join(', ')}`);
  if (typeof deadLetterTargetArn !== 'string') throw invalid(text, 'It must name deadLetterTargetArn');
  if (!Number.isInteger(count) || count < 1 || count > 1000 || maxReceiveCount === '')
    throw invalid(text, 'maxReceiveCount must be between 1 and 1000');
  return { deadLetterTargetArn, maxReceiveCount: count };
}

function invalid(text: string, reason: string): Error {
  return sqsError(
    'InvalidParameterValue',
    `Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}.`,
  );
}
