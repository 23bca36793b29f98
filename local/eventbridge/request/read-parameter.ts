import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject } from '../../endpoint/operation.ts';

export type TextRule = { readonly pattern?: RegExp; readonly max?: number };

/** Names of rules, archives, replays and target ids. */
export const NAME: TextRule = { pattern: /^[.\-_A-Za-z0-9]+$/, max: 64 };

/**
 * A text that the request may leave out.
 * @throws {AwsError} `ValidationException` when it is no string or not of the allowed form
 */
export function optionalText(input: JsonObject, name: string, rule: TextRule = {}): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalid(name, JSON.stringify(value), 'Member must be a string');
  if (rule.max !== undefined && value.length > rule.max)
    throw invalid(name, value, `Member must have length less than or equal to ${rule.max}`);
  if (rule.pattern && !rule.pattern.test(value))
    throw invalid(name, value, `Member must satisfy regular expression pattern: ${rule.pattern.source}`);
  return value;
}

/** @throws {AwsError} `ValidationException` when it is missing or not of the allowed form */
export function requiredText(input: JsonObject, name: string, rule: TextRule = {}): string {
  const value = optionalText(input, name, { max: 1600, ...rule });
  if (value === undefined || value === '') throw invalid(name, 'null', 'Member must not be null');
  return value;
}

/** @throws {AwsError} `ValidationException` when it is no list or has too many or too few members */
export function listOf(input: JsonObject, name: string, max: number): JsonObject[] {
  const value = input[name];
  if (!Array.isArray(value)) throw invalid(name, 'null', 'Member must not be null');
  if (value.length > max)
    throw invalid(name, `${value.length} members`, `Member must have length less than or equal to ${max}`);
  if (value.length === 0) throw invalid(name, '[]', 'Member must have length greater than or equal to 1');
  return value as JsonObject[];
}

/** A whole number within bounds, or `undefined`. @throws {AwsError} `ValidationException` */
export function optionalNumber(
  input: JsonObject,
  name: string,
  bounds: { readonly min: number; readonly max: number },
): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < bounds.min || value > bounds.max)
    throw invalid(
      name,
      JSON.stringify(value),
      `Member must be an integer from ${bounds.min} to ${bounds.max}`,
    );
  return value;
}

/** A point in time in milliseconds: seconds since the epoch, as the JSON protocol has them, or an ISO 8601 text. */
export function optionalTime(input: JsonObject, name: string): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  const time =
    typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (!Number.isFinite(time)) throw invalid(name, JSON.stringify(value), 'Member must be a timestamp');
  return Math.round(time);
}

export function invalid(name: string, value: string, constraint: string): AwsError {
  const member = name.slice(0, 1).toLowerCase() + name.slice(1);
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}
