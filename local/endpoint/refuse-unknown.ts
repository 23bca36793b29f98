import { AwsError } from './aws-error.ts';
import type { JsonObject } from './operation.ts';

/**
 * Refuses by name a parameter that an operation does not understand: ignoring it would answer another question.
 * @param code what the service calls a wrong parameter.
 * @throws {AwsError}
 */
export function refuseUnknown(input: JsonObject, known: readonly string[], code: string): void {
  const name = Object.keys(input).find(
    (key) => input[key] !== undefined && input[key] !== null && !known.includes(key),
  );
  if (name !== undefined)
    throw new AwsError(code, `The parameter ${name} is not emulated. Emulated: ${known.join(', ')}.`);
}
