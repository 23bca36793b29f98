import { v7 } from 'uuid';

/** A new id, `sub_` and 32 hexadecimal digits; ids sort by the time they were made. */
export function newSubscriptionId(): string {
  return `sub_${v7().replaceAll('-', '')}`;
}

/** Whether a text has the form of a subscription's id; it need not exist. */
export function isSubscriptionId(text: string): boolean {
  return /^sub_[0-9a-f]{32}$/.test(text);
}
