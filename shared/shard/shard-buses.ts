import { shardBusName } from './shard-bus-name.ts';
import { shardCharacters } from './shard-characters.ts';

/** The names of the buses of all shards, the ingress bus first. @throws {RangeError} for a count that there cannot be */
export function shardBuses({
  eventBusName,
  shardCount,
}: {
  readonly eventBusName: string;
  readonly shardCount: number;
}): readonly string[] {
  return shardCharacters(shardCount).map((_, shard) => shardBusName(eventBusName, shard));
}
