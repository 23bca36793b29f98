import { sqsError } from '../sqs-error.ts';
import { checkPolicy } from './check-policy.ts';
import { parseRedriveAllowPolicy } from './redrive-allow-policy.ts';
import { parseRedrivePolicy } from './redrive-policy.ts';

/**
 * Checks the attributes of CreateQueue and SetQueueAttributes. An empty string takes a policy away, as on AWS.
 * @throws {AwsError} `InvalidAttributeName`, `InvalidAttributeValue`, `InvalidParameterValue`, `OverLimit`
 */
export function checkAttributes(given: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, checkAttribute(name, value)]),
  );
}

const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
};

const POLICIES = new Set(['Policy', 'RedrivePolicy', 'RedriveAllowPolicy']);
const NOT_EMULATED = new Set([
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
]);

function checkAttribute(name: string, value: unknown): string {
  if (NOT_EMULATED.has(name))
    throw sqsError(
      'InvalidAttributeName',
      `Unknown Attribute ${name}. The embedded SQS has standard queues with SSE-SQS only.`,
    );
  if (typeof value !== 'string') throw invalidValue(name, value, 'a string');
  const range = RANGES[name];
  if (range) return checkNumber(name, value, range);
  if (name === 'SqsManagedSseEnabled') {
    if (value === 'true' || value === 'false') return value;
    throw invalidValue(name, value, 'true or false');
  }
  if (!POLICIES.has(name)) throw sqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  return value === '' ? value : checkDocument(name, value);
}

function checkNumber(name: string, value: string, [least, most]: readonly [number, number]): string {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most)
    throw invalidValue(name, value, `an integer between ${least} and ${most}`);
  return String(number);
}

function checkDocument(name: string, value: string): string {
  if (name === 'RedrivePolicy') return JSON.stringify(parseRedrivePolicy(value));
  if (name === 'RedriveAllowPolicy') return JSON.stringify(parseRedriveAllowPolicy(value));
  return checkPolicy(value);
}

function invalidValue(name: string, value: unknown, allowed: string): Error {
  const got = typeof value === 'string' ? value : JSON.stringify(value);
  return sqsError(
    'InvalidAttributeValue',
    `Invalid value for the parameter ${name}: got ${got}, allowed is ${allowed}.`,
  );
}
