import { AwsError } from './aws-error.ts';
import type { JsonObject } from './operation.ts';

/**
 * The JSON document of a request; an empty body is an empty document.
 * @throws {AwsError} `SerializationException` if it is no JSON object.
 */
export function jsonObject(body: Buffer): JsonObject {
  if (body.length === 0) return {};
  const value = parse(body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new AwsError(
    'SerializationException',
    `The body must be a JSON object, not ${JSON.stringify(value)}.`,
  );
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new AwsError('SerializationException', `The body is not JSON: ${String(error)}`);
  }
}
