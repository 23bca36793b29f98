import { shardCharacters } from './shard-characters.ts';

/** The event pattern of all that belongs to the accounts of one shard, and nothing of any other's: at most 991 characters. */
export function shardPattern(shard: number, count: number) {
  const characters = shardCharacters(count)[shard];
  if (!characters)
    throw new RangeError(`The shard is ${shard}; of ${count} shards it must be 0 to ${count - 1}.`);
  return { detail: { account_id: characters.map((suffix) => ({ suffix })) } };
}
