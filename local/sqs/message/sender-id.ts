import type { Caller } from '../../iam/caller.ts';

/** What a message's SenderId attribute says of who sent it. */
export function senderId(caller: Caller): string {
  return caller.kind === 'service' ? caller.service : caller.arn;
}
