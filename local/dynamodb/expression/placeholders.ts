import type { JsonObject } from '../../endpoint/operation.ts';
import { readObject, readString } from '../input.ts';
import type { AttributeValue } from '../item/attribute-value.ts';
import { parseValue } from '../item/parse-value.ts';
import { validationError } from '../validation-error.ts';
import { expressionError } from './expression-error.ts';
import type { ExpressionKind } from './expression-kind.ts';

/** What the `#names` and `:values` of one request stand for. */
export type Placeholders = {
  /** @throws {AwsError} ValidationException for a name that the request does not define. */
  name(token: string, kind: ExpressionKind): string;
  /** @throws {AwsError} ValidationException for a value that the request does not define. */
  value(token: string, kind: ExpressionKind): AttributeValue;
  /** @throws {AwsError} ValidationException when one was defined that no expression used. */
  checkAllUsed(): void;
};

/** @param kinds the expressions that the operation has; placeholders without any of them are an error. */
export function createPlaceholders(input: JsonObject, kinds: readonly ExpressionKind[]): Placeholders {
  const names = readNames(input, kinds);
  const values = readValues(
    input,
    kinds.filter((kind) => kind !== 'ProjectionExpression'),
  );
  const unused = new Set([...names.keys(), ...values.keys()]);
  return {
    name(token, kind) {
      const name = names.get(token);
      if (name === undefined)
        throw expressionError(
          kind,
          `An expression attribute name used in the document path is not defined; attribute name: ${token}`,
        );
      unused.delete(token);
      return name;
    },
    value(token, kind) {
      const value = values.get(token);
      if (value === undefined)
        throw expressionError(
          kind,
          `An expression attribute value used in expression is not defined; attribute value: ${token}`,
        );
      unused.delete(token);
      return value;
    },
    checkAllUsed() {
      for (const [sign, parameter] of SIGNS) {
        const left = [...unused].filter((token) => token.startsWith(sign));
        if (left.length > 0)
          throw validationError(
            `Value provided in ${parameter} unused in expressions: keys: {${left.join(', ')}}`,
          );
      }
    },
  };
}

const SIGNS = [
  ['#', 'ExpressionAttributeNames'],
  [':', 'ExpressionAttributeValues'],
] as const;

function readNames(input: JsonObject, kinds: readonly ExpressionKind[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const token of tokensOf(input, 'ExpressionAttributeNames', '#', kinds)) {
    const name = readString(readObject(input, 'ExpressionAttributeNames') ?? {}, token);
    if (!name)
      throw validationError(`ExpressionAttributeNames contains invalid value: Empty name; key: ${token}`);
    names.set(token, name);
  }
  return names;
}

function readValues(input: JsonObject, kinds: readonly ExpressionKind[]): Map<string, AttributeValue> {
  const values = new Map<string, AttributeValue>();
  for (const token of tokensOf(input, 'ExpressionAttributeValues', ':', kinds))
    values.set(token, parseValue(readObject(input, 'ExpressionAttributeValues')?.[token]));
  return values;
}

function tokensOf(
  input: JsonObject,
  parameter: string,
  sign: string,
  kinds: readonly ExpressionKind[],
): readonly string[] {
  const given = readObject(input, parameter);
  if (!given) return [];
  if (kinds.every((kind) => input[kind] === undefined))
    throw validationError(
      `${parameter} can only be specified when using expressions: ${kinds.join(' and ')} ${kinds.length === 1 ? 'is' : 'are'} null`,
    );
  const tokens = Object.keys(given);
  if (tokens.length === 0) throw validationError(`${parameter} must not be empty`);
  for (const token of tokens)
    if (!token.startsWith(sign) || !/^[A-Za-z0-9_]+$/.test(token.slice(1)))
      throw validationError(`${parameter} contains invalid key: Syntax error; key: "${token}"`);
  return tokens;
}
