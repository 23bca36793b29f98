import { shardBusName } from './shard-bus-name.ts';
import { shardOf } from './shard-of.ts';

/** The name of the one bus that an account's rules are on. */
export function accountBus(
  { eventBusName, shardCount }: { readonly eventBusName: string; readonly shardCount: number },
  accountId: string,
): string {
  return shardBusName(eventBusName, shardOf(accountId, shardCount));
}
