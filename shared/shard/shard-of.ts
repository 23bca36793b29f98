import { shardCharacters } from './shard-characters.ts';

/**
 * The shard that an account's rules are on, from 0, which is the ingress bus. The same for ever while `count` is the
 * same.
 * @param accountId must have the form of one
 * @param count how many shards there are, 1 to 64
 * @throws {RangeError} for an id that no account can have, or another count
 */
export function shardOf(accountId: string, count: number): number {
  const last = accountId.at(-1) ?? '';
  const shard = shardCharacters(count).findIndex((characters) => characters.includes(last));
  if (shard < 0)
    throw new RangeError(
      `The account id "${accountId}" is on no shard: it must end with one of [A-Za-z0-9_-].`,
    );
  return shard;
}
