import { invalidField } from '../problem/invalid-field.ts';
import type { Authentication } from './authentication.ts';
import type { AuthenticationInput } from './authentication-fields.ts';

/**
 * The authentication that a body asks for. It is replaced as a whole; only its write-only part may be left out, which
 * then stays as it is stored: while the type is the same, and for `oauth2` the `token_url` too, so that a secret goes
 * nowhere but where it was given for.
 * @param current what is stored; `undefined` for a new subscription
 * @returns `undefined` for none
 * @throws {ProblemError} `invalid_fields` where the write-only part is missing and there is none to keep
 */
export function resolveAuthentication(
  input: AuthenticationInput | null,
  current: Authentication | undefined,
): Authentication | undefined {
  switch (input?.type) {
    case undefined:
    case 'none':
      return undefined;
    case 'api_key': {
      const kept = current?.type === 'api_key' ? current.value : undefined;
      return { type: 'api_key', header: input.header, value: given('value', input.value ?? kept) };
    }
    case 'basic': {
      const kept = current?.type === 'basic' ? current.password : undefined;
      return {
        type: 'basic',
        username: input.username,
        password: given('password', input.password ?? kept),
      };
    }
    case 'bearer': {
      const kept = current?.type === 'bearer' ? current.token : undefined;
      return { type: 'bearer', token: given('token', input.token ?? kept) };
    }
    case 'oauth2':
      return resolveOAuth2(input, current);
  }
}

function resolveOAuth2(
  input: Extract<AuthenticationInput, { type: 'oauth2' }>,
  current: Authentication | undefined,
): Authentication {
  const isSameServer = current?.type === 'oauth2' && current.tokenUrl === input.token_url;
  const kept = isSameServer ? current.clientSecret : undefined;
  return {
    type: 'oauth2',
    tokenUrl: input.token_url,
    clientId: input.client_id,
    clientSecret: given('client_secret', input.client_secret ?? kept),
    ...(input.scope != null && { scope: input.scope }),
  };
}

function given(name: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw invalidField(
    `authentication.${name}`,
    'a text; it may only be left out of a change that keeps the type (and the token_url) of what is stored',
  );
}
