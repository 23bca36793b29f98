import { AwsError } from '../../endpoint/aws-error.ts';
import { isJsonObject } from '../input.ts';
import { validationError } from '../validation-error.ts';
import type { AttributeType, AttributeValue, Item } from './attribute-value.ts';
import { normalizeNumber } from './normalize-number.ts';

const MOST_LEVELS = 32;
const TYPES: ReadonlySet<string> = new Set(['S', 'N', 'B', 'BOOL', 'NULL', 'L', 'M', 'SS', 'NS', 'BS']);

/**
 * Checks a value from a request and gives it the form that is stored: numbers normalised, binary in canonical base64.
 * @throws {AwsError} ValidationException or SerializationException
 */
export function parseValue(input: unknown, level = 1): AttributeValue {
  if (!isJsonObject(input)) throw serialization('an attribute value', input);
  if (level > MOST_LEVELS + 1) throw validationError('Nesting Levels have exceeded supported limits');
  const types = Object.keys(input).filter((name) => input[name] !== undefined);
  if (types.length > 1)
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  const type = types[0];
  if (type === undefined || !TYPES.has(type))
    throw validationError(
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    );
  return parseTyped(type as AttributeType, input[type], level);
}

/** An item, a key or a map: values by name. */
export function parseAttributes(input: unknown, level = 1): Item {
  if (!isJsonObject(input)) throw serialization('a map of attribute values', input);
  // Entries, because assigning to the name __proto__ would not make an attribute.
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [checkedName(name), parseValue(value, level)]),
  );
}

function parseTyped(type: AttributeType, input: unknown, level: number): AttributeValue {
  switch (type) {
    case 'S':
      return { S: text(input) };
    case 'N':
      return { N: normalizeNumber(text(input)) };
    case 'B':
      return { B: binary(input) };
    case 'BOOL':
      if (typeof input !== 'boolean') throw serialization('true or false', input);
      return { BOOL: input };
    case 'NULL':
      if (input !== true)
        throw validationError(
          'One or more parameter values were invalid: Null attribute value types must have the value of true',
        );
      return { NULL: true };
    case 'L':
      return { L: list(input).map((element) => parseValue(element, level + 1)) };
    case 'M':
      return { M: parseAttributes(input, level + 1) };
    case 'SS':
      return { SS: set(input, 'An string set  may not be empty', text) };
    case 'NS':
      return { NS: set(input, 'An number set  may not be empty', (n) => normalizeNumber(text(n))) };
    case 'BS':
      return { BS: set(input, 'Binary sets should not be empty', binary) };
  }
}

function set(input: unknown, empty: string, parse: (member: unknown) => string): readonly string[] {
  const members = list(input).map((member) => parse(member));
  if (members.length === 0) throw validationError(`One or more parameter values were invalid: ${empty}`);
  if (new Set(members).size < members.length)
    throw validationError(
      `One or more parameter values were invalid: Input collection [${members.join(', ')}] contains duplicates.`,
    );
  return members;
}

function text(input: unknown): string {
  if (typeof input !== 'string') throw serialization('a string', input);
  return input;
}

function binary(input: unknown): string {
  const given = text(input);
  const canonical = Buffer.from(given, 'base64').toString('base64');
  if (canonical !== given) throw serialization('base64', input);
  return canonical;
}

function list(input: unknown): readonly unknown[] {
  if (!Array.isArray(input)) throw serialization('a list', input);
  return input as readonly unknown[];
}

function checkedName(name: string): string {
  if (name === '') throw validationError('One or more parameter values were invalid: Empty attribute name');
  if (Buffer.byteLength(name) > 65_535)
    throw validationError(
      'One or more parameter values were invalid: Attribute name is longer than 65535 bytes',
    );
  return name;
}

function serialization(wanted: string, got: unknown): AwsError {
  const shown = (JSON.stringify(got) ?? String(got)).slice(0, 100);
  return new AwsError('SerializationException', `Expected ${wanted}; got ${shown}.`);
}
