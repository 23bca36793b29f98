import { AwsError } from '../endpoint/aws-error.ts';
import type { JsonObject } from '../endpoint/operation.ts';
import { validationError } from './validation-error.ts';

/**
 * Refuses parameters that are not emulated, and those that do not exist, by name.
 * @param refused why a documented parameter is not understood, by its name.
 * @throws {AwsError} ValidationException
 */
export function checkMembers(
  input: JsonObject,
  known: readonly string[],
  refused: Readonly<Record<string, string>> = {},
): void {
  for (const name of Object.keys(input)) {
    if (input[name] === undefined || known.includes(name)) continue;
    throw validationError(
      Object.hasOwn(refused, name)
        ? `The embedded DynamoDB does not emulate the parameter ${name}: ${refused[name]}`
        : `Unknown parameter ${name}; known are: ${known.join(', ')}.`,
    );
  }
}

export function readString(input: JsonObject, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrongType(name, value, 'a string');
  return value;
}

export function readBoolean(input: JsonObject, name: string): boolean {
  const value = input[name];
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw wrongType(name, value, 'true or false');
  return value;
}

export function readInteger(
  input: JsonObject,
  name: string,
  range: { readonly least: number; readonly most?: number },
): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(name, value, 'an integer');
  if (value < range.least) throw outside(name, value, `greater than or equal to ${range.least}`);
  if (range.most !== undefined && value > range.most)
    throw outside(name, value, `less than or equal to ${range.most}`);
  return value;
}

export function readEnum<T extends string>(
  input: JsonObject,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const value = readString(input, name);
  if (value === undefined) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw validationError(
    `1 validation error detected: Value '${value}' at '${lowerFirst(name)}' failed to satisfy constraint: Member must satisfy enum value set: [${allowed.join(', ')}]`,
  );
}

export function readObject(input: JsonObject, name: string): JsonObject | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!isJsonObject(value)) throw wrongType(name, value, 'an object');
  return value;
}

export function readList(input: JsonObject, name: string): readonly unknown[] | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw wrongType(name, value, 'a list');
  return value as readonly unknown[];
}

/** A list whose members are all objects, as `KeySchema`. */
export function readObjects(input: JsonObject, name: string): readonly JsonObject[] | undefined {
  return readList(input, name)?.map((member) => {
    if (!isJsonObject(member)) throw wrongType(name, member, 'a list of objects');
    return member;
  });
}

export function readStrings(input: JsonObject, name: string): readonly string[] | undefined {
  return readList(input, name)?.map((member) => {
    if (typeof member !== 'string') throw wrongType(name, member, 'a list of strings');
    return member;
  });
}

/** @throws {AwsError} ValidationException when `value` is missing. */
export function required<T>(value: T | undefined, name: string): T {
  if (value !== undefined) return value;
  throw validationError(
    `1 validation error detected: Value null at '${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`,
  );
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrongType(name: string, value: unknown, wanted: string): AwsError {
  const text = JSON.stringify(value) ?? String(value);
  return new AwsError('SerializationException', `${name} must be ${wanted}; got ${text.slice(0, 100)}.`);
}

function outside(name: string, value: number, rule: string): AwsError {
  return validationError(
    `1 validation error detected: Value '${value}' at '${lowerFirst(name)}' failed to satisfy constraint: Member must have value ${rule}`,
  );
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
