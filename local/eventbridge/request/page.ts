import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject } from '../../endpoint/operation.ts';
import { optionalNumber, optionalText } from './read-parameter.ts';

/**
 * One page of a list that is sorted by name: at most `Limit` entries after the one that `NextToken` stands for.
 * @throws {AwsError} `ValidationException` for a token that no list gave out
 */
export function page<Item>(
  items: Iterable<Item>,
  nameOf: (item: Item) => string,
  input: JsonObject,
): { readonly items: Item[]; readonly NextToken?: string } {
  const limit = optionalNumber(input, 'Limit', { min: 1, max: 100 }) ?? 100;
  const after = readToken(optionalText(input, 'NextToken'));
  const sorted = [...items].toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const rest = after === undefined ? sorted : sorted.filter((item) => nameOf(item) > after);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  if (last === undefined || rest.length <= limit) return { items: shown };
  return { items: shown, NextToken: Buffer.from(`after ${nameOf(last)}`).toString('base64url') };
}

function readToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith('after '))
    throw new AwsError('ValidationException', 'Parameter NextToken is not valid.');
  return text.slice('after '.length);
}
