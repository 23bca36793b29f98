import type { Caller } from './caller.ts';

/** A role acts in a session, which AWS names in its answers; here every session has the one name `embedded`. */
export function sessionArn(roleArn: string): string {
  const [, , , , accountId, resource] = roleArn.split(':');
  return `arn:aws:sts::${accountId}:assumed-role/${resource?.split('/').at(-1)}/embedded`;
}

/** How AWS names a caller in an answer: the session of a role, else itself. */
export function callerName(caller: Caller): string {
  if (caller.kind === 'service') return caller.service;
  return caller.kind === 'role' ? sessionArn(caller.arn) : caller.arn;
}
