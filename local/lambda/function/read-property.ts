import { AwsError } from '../../endpoint/aws-error.ts';

/** @throws {AwsError} `InvalidParameterValueException` for anything but an object; what is missing is an empty one. */
export function readObject(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  throw invalid(`${name} is ${JSON.stringify(value)}; it must be an object.`);
}

/** @throws {AwsError} `InvalidParameterValueException` */
export function readText(value: unknown, name: string, absent: string): string {
  if (value === undefined) return absent;
  if (typeof value === 'string') return value;
  throw invalid(`${name} is ${JSON.stringify(value)}; it must be a string.`);
}

/** @throws {AwsError} `InvalidParameterValueException`, with what is allowed in words */
export function readMatching(value: unknown, name: string, pattern: RegExp, allowed: string): string {
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw invalid(`${name} is ${JSON.stringify(value)}; it must be ${allowed}.`);
}

/** @throws {AwsError} `InvalidParameterValueException` */
export function readInteger(
  value: unknown,
  name: string,
  limits: { readonly least: number; readonly most: number; readonly absent: number },
): number {
  if (value === undefined) return limits.absent;
  const number = Number(value);
  if (Number.isInteger(number) && number >= limits.least && number <= limits.most) return number;
  throw invalid(
    `${name} is ${JSON.stringify(value)}; it must be a whole number from ${limits.least} to ${limits.most}.`,
  );
}

/** What Lambda answers to a value that it does not take. */
export function invalid(sentence: string): AwsError {
  return new AwsError('InvalidParameterValueException', sentence);
}
