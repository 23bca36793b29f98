import type { JsonObject } from '../../endpoint/operation.ts';
import { sqsError } from '../sqs-error.ts';
import { hasOnlyAllowedCharacters } from './has-only-allowed-characters.ts';
import type { MessageAttribute, MessageAttributes } from './message-attributes.ts';

/**
 * Checks the MessageAttributes of a message.
 * @throws {AwsError} `InvalidParameterValue`
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function checkMessageAttributes(given: JsonObject): MessageAttributes {
  const names = Object.keys(given);
  if (names.length > MOST)
    throw sqsError(
      'InvalidParameterValue',
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${MOST}].`,
    );
  return Object.fromEntries(names.map((name) => [checkName(name), checkAttribute(name, given[name])]));
}

const MOST = 10;
const NAME = /^(?!\.)(?!.*\.$)(?!.*\.\.)[A-Za-z0-9_.-]{1,256}$/;
const TYPE = /^(String|Number|Binary)(\..+)?$/s;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

function checkName(name: string): string {
  if (!NAME.test(name) || /^(aws|amazon)\./i.test(name))
    throw invalid(
      name,
      'its name must be 1 to 256 of [A-Za-z0-9_.-], without a period first, last or twice in a row, and not begin with AWS. or Amazon.',
    );
  return name;
}

function checkAttribute(name: string, value: unknown): MessageAttribute {
  if (typeof value !== 'object' || value === null) throw invalid(name, 'it must have a DataType and a value');
  const { DataType, StringValue, BinaryValue, ...others } = value as JsonObject;
  const unknown = Object.keys(others).filter((key) => others[key] != null);
  if (unknown.length > 0) throw invalid(name, `${unknown.join(' and ')} is not supported`);
  if (typeof DataType !== 'string' || DataType.length > 256 || !TYPE.test(DataType))
    throw invalid(name, `its DataType must be String, Number or Binary, got ${JSON.stringify(DataType)}`);
  if (DataType.startsWith('Binary')) return { DataType, BinaryValue: checkBinary(name, BinaryValue) };
  return { DataType, StringValue: checkString(name, DataType, StringValue) };
}

function checkBinary(name: string, value: unknown): string {
  if (typeof value === 'string' && BASE64.test(value)) return value;
  throw invalid(name, 'its BinaryValue must be non-empty base64');
}

function checkString(name: string, dataType: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') throw invalid(name, 'it must have a non-empty StringValue');
  if (!hasOnlyAllowedCharacters(value)) throw invalid(name, 'its value has characters that SQS refuses');
  if (dataType.startsWith('Number') && !NUMBER.test(value))
    throw invalid(name, `a Number cannot be ${JSON.stringify(value)}`);
  return value;
}

function invalid(name: string, reason: string): Error {
  return sqsError('InvalidParameterValue', `The message attribute '${name}' is invalid: ${reason}.`);
}
