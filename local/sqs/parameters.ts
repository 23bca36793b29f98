import type { JsonObject } from '../endpoint/operation.ts';
import { sqsError } from './sqs-error.ts';

/** The checked parameters of one request or batch entry. An absent or null one is undefined. */
export type Parameters = {
  /** @throws {AwsError} `MissingParameter` when absent or empty. */
  required(name: string): string;
  text(name: string): string | undefined;
  /** @throws {AwsError} `InvalidParameterValue` outside of the range. */
  integer(name: string, least: number, most: number): number | undefined;
  texts(name: string): readonly string[];
  object(name: string): JsonObject | undefined;
  list(name: string): readonly unknown[] | undefined;
};

/**
 * Reads a request's input.
 * @param known the parameters that are emulated; any other is refused by name.
 * @throws {AwsError} `InvalidParameterValue`, also from the readers when a value has the wrong type.
 */
export function readParameters(input: JsonObject, known: readonly string[]): Parameters {
  for (const name of Object.keys(input))
    if (!known.includes(name) && input[name] != null)
      throw sqsError(
        'InvalidParameterValue',
        `The parameter ${name} is not known here or not emulated for standard queues. Allowed: ${known.join(', ')}.`,
      );
  return {
    required: (name) => required(input, name),
    text: (name) => text(input, name),
    integer: (name, least, most) => integer(input[name] ?? undefined, name, { least, most }),
    texts: (name) => texts(input, name),
    object: (name) => object(input, name),
    list: (name) => list(input, name),
  };
}

function required(input: JsonObject, name: string): string {
  const value = text(input, name);
  if (value === undefined || value === '')
    throw sqsError('MissingParameter', `The request must contain the parameter ${name}.`);
  return value;
}

function text(input: JsonObject, name: string): string | undefined {
  const value = input[name] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType(name, value, 'a string');
}

function integer(value: unknown, name: string, range: { least: number; most: number }): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= range.least && value <= range.most)
    return value;
  throw sqsError(
    'InvalidParameterValue',
    `Value ${JSON.stringify(value)} for parameter ${name} is invalid. Reason: Must be an integer between ${range.least} and ${range.most}, if provided.`,
  );
}

function texts(input: JsonObject, name: string): readonly string[] {
  const values = list(input, name) ?? [];
  return values.map((value) => {
    if (typeof value === 'string') return value;
    throw wrongType(name, value, 'a list of strings');
  });
}

function object(input: JsonObject, name: string): JsonObject | undefined {
  const value = input[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value === 'object' && !Array.isArray(value)) return value as JsonObject;
  throw wrongType(name, value, 'an object');
}

function list(input: JsonObject, name: string): readonly unknown[] | undefined {
  const value = input[name] ?? undefined;
  if (value === undefined || Array.isArray(value)) return value as readonly unknown[] | undefined;
  throw wrongType(name, value, 'a list');
}

function wrongType(name: string, value: unknown, wanted: string): Error {
  return sqsError(
    'InvalidParameterValue',
    `Value ${JSON.stringify(value)} for parameter ${name} is invalid. Reason: Must be ${wanted}.`,
  );
}
