import { AwsError } from '../endpoint/aws-error.ts';
import type { JsonObject } from '../endpoint/operation.ts';
import type { SecretValue } from './secret.ts';

/** The most bytes of a secret's value. */
const VALUE_LIMIT = 65_536;

/**
 * The value that a request gives, or undefined if it gives none.
 * @throws {AwsError} `InvalidParameterException` for both kinds at once or more than 65,536 bytes.
 */
export function readValue(input: JsonObject): SecretValue | undefined {
  const { SecretString: string, SecretBinary: binary } = input;
  if (string !== undefined && binary !== undefined)
    throw new AwsError(
      'InvalidParameterException',
      'You must provide either SecretString or SecretBinary, not both.',
    );
  if (typeof string === 'string') return sized({ string }, Buffer.byteLength(string));
  if (typeof binary === 'string') return sized({ binary }, Buffer.from(binary, 'base64').length);
  if (string === undefined && binary === undefined) return undefined;
  throw new AwsError('InvalidParameterException', 'SecretString and SecretBinary must be texts.');
}

function sized(value: SecretValue, bytes: number): SecretValue {
  if (bytes <= VALUE_LIMIT) return value;
  throw new AwsError(
    'InvalidParameterException',
    `A secret has at most ${VALUE_LIMIT} bytes; this one has ${bytes}.`,
  );
}
