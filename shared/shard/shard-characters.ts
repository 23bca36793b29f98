/**
 * What the id of an account may end with. Digits come first and the letters of hexadecimal numbers right after them, so
 * that decimal and hexadecimal ids, too, are spread evenly. The order says where every account is: it never changes.
 */
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';

/** As many as there are last characters. */
const MOST_SHARDS = ALPHABET.length;

/**
 * The last characters of the ids whose accounts are on each shard: every character is on exactly one.
 * @param count how many shards there are, 1 to 64
 * @throws {RangeError} for any other count
 */
export function shardCharacters(count: number): readonly (readonly string[])[] {
  if (!Number.isInteger(count) || count < 1 || count > MOST_SHARDS)
    throw new RangeError(
      `The number of shards is ${count}; it must be a whole number from 1 to ${MOST_SHARDS}.`,
    );
  const shards = Array.from({ length: count }, (): string[] => []);
  ALPHABET.split('').forEach((character, index) => shards[index % count]?.push(character));
  return shards;
}
