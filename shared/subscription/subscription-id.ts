import { v7 } from 'uuid';
import type { IdSeed } from '../idempotency/id-seed.ts';

/**
 * A new id, `sub_` and 32 hexadecimal digits; ids sort by the time they were made.
 * @param seed gives the same id again
 */
export function newSubscriptionId(seed?: IdSeed): string {
  return `sub_${v7(seed).replaceAll('-', '')}`;
}

/** Whether a text has the form of a subscription's id; it need not exist. */
export function isSubscriptionId(text: string): boolean {
  return /^sub_[0-9a-f]{32}$/.test(text);
}

/** When a subscription with this id was made, in milliseconds since the epoch: the id begins with it. */
export function subscriptionIdTime(id: string): number {
  return Number.parseInt(id.slice('sub_'.length, 'sub_'.length + 12), 16);
}
