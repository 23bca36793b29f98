import { invalidField } from '../problem/invalid-field.ts';
import type { Authentication } from './authentication.ts';
import type { AuthenticationInput } from './authentication-fields.ts';

/**
 * Lets pass a change that does not take a stored credential to another server: who may change a subscription may not
 * read its credentials, and so may not have them sent elsewhere either.
 * @throws {ProblemError} `invalid_fields`
 */
export function refuseCarriedCredential(
  current: { readonly url: string; readonly authentication?: Authentication },
  change: {
    readonly url: string | undefined;
    readonly authentication: AuthenticationInput | null | undefined;
  },
): void {
  if (current.authentication === undefined || change.url === undefined) return;
  const [from, to] = [new URL(current.url).origin, new URL(change.url).origin];
  if (from === to || isComplete(change.authentication)) return;
  throw invalidField(
    'authentication',
    `given again with its secret, or null, when url moves to another server: the stored one was given for ${from}`,
  );
}

/** Whether nothing of the stored authentication would be kept. */
function isComplete(input: AuthenticationInput | null | undefined): boolean {
  switch (input?.type) {
    case undefined:
      return input === null;
    case 'none':
      return true;
    case 'api_key':
      return input.value !== undefined;
    case 'basic':
      return input.password !== undefined;
    case 'bearer':
      return input.token !== undefined;
    case 'oauth2':
      return input.client_secret !== undefined;
  }
}
