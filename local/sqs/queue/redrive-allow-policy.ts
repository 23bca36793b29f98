import { sqsError } from '../sqs-error.ts';
import { parseJsonAttribute } from './parse-json-attribute.ts';

/** Which queues may name this one as their dead-letter queue. */
export type RedriveAllowPolicy =
  | { readonly redrivePermission: 'allowAll' | 'denyAll' }
  | { readonly redrivePermission: 'byQueue'; readonly sourceQueueArns: readonly string[] };

const MOST_SOURCES = 10;

/** @throws {AwsError} `InvalidParameterValue` */
export function parseRedriveAllowPolicy(text: string): RedriveAllowPolicy {
  const { redrivePermission, sourceQueueArns, ...unknown } = parseJsonAttribute('RedriveAllowPolicy', text);
  if (Object.keys(unknown).length > 0)
    throw invalid(text, `It has the unknown ${Object.keys(unknown).join(', ')}`);
  if (redrivePermission === 'allowAll' || redrivePermission === 'denyAll') {
    if (sourceQueueArns !== undefined) throw invalid(text, `${redrivePermission} takes no sourceQueueArns`);
    return { redrivePermission };
  }
  if (redrivePermission !== 'byQueue')
    throw invalid(text, 'redrivePermission must be allowAll, denyAll or byQueue');
  if (!isArnList(sourceQueueArns)) throw invalid(text, `byQueue takes 1 to ${MOST_SOURCES} sourceQueueArns`);
  return { redrivePermission, sourceQueueArns };
}

function isArnList(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MOST_SOURCES &&
    value.every((arn) => typeof arn === 'string')
  );
}

function invalid(text: string, reason: string): Error {
  return sqsError(
    'InvalidParameterValue',
    `Value ${text} for parameter RedriveAllowPolicy is invalid. Reason: ${reason}.`,
  );
}
