import { AwsError } from '../endpoint/aws-error.ts';
import type { JsonObject } from '../endpoint/operation.ts';

/**
 * A parameter's bytes, which travel as base64.
 * @param limit the most bytes; by default those of a ciphertext.
 * @throws {AwsError} `ValidationException`
 */
export function readBytes(input: JsonObject, name: string, limit = 6144): Buffer {
  const value = input[name];
  if (typeof value !== 'string' || value === '')
    throw new AwsError(
      'ValidationException',
      `${name} must be base64 of 1 to ${limit} bytes, not ${JSON.stringify(value)}.`,
    );
  const decoded = Buffer.from(value, 'base64');
  if (decoded.length >= 1 && decoded.length <= limit) return decoded;
  throw new AwsError(
    'ValidationException',
    `${name} has ${decoded.length} bytes; allowed are 1 to ${limit}.`,
  );
}
