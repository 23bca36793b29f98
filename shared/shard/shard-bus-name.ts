/**
 * The name of a shard's bus, and of its archive: that of the ingress bus, or beginning with it. A stage's name has no dot,
 * so no other stage's bus is called that.
 * @param busName the ingress bus's
 * @param shard from 0, which is the ingress bus itself
 */
export function shardBusName(busName: string, shard: number): string {
  return shard === 0 ? busName : `${shardBusPrefix(busName)}${shard}`;
}

/** What the names of all further shards' buses begin with: permissions are granted, and a teardown finds them, by it. */
export function shardBusPrefix(busName: string): string {
  return `${busName}.shard-`;
}
