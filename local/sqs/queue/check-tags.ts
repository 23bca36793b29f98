import type { JsonObject } from '../../endpoint/operation.ts';
import { sqsError } from '../sqs-error.ts';

const MOST = 50;

/** @throws {AwsError} `InvalidParameterValue` */
export function checkTags(tags: JsonObject): Record<string, string> {
  const entries = Object.entries(tags);
  if (entries.length > MOST)
    throw invalid(`${entries.length} tags are given and at most ${MOST} are allowed`);
  return Object.fromEntries(entries.map(([key, value]) => [checkKey(key), checkValue(key, value)]));
}

function checkKey(key: string): string {
  if (key.length === 0 || key.length > 128) throw invalid(`the key "${key}" must have 1 to 128 characters`);
  if (/^aws:/i.test(key)) throw invalid(`the key "${key}" begins with aws:, which is reserved`);
  return key;
}

function checkValue(key: string, value: unknown): string {
  if (typeof value === 'string' && value.length <= 256) return value;
  throw invalid(`the value of "${key}" must be a string of at most 256 characters`);
}

function invalid(reason: string): Error {
  return sqsError('InvalidParameterValue', `The tags are invalid: ${reason}.`);
}
