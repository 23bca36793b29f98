import type { Authentication } from './authentication.ts';

/**
 * The header that authenticates a request, where it can be told from the subscription alone. For `oauth2` there is
 * none yet: its token comes with the attempt, by `bearerHeader`.
 */
export function authorizationHeader(
  authentication: Authentication | undefined,
): Readonly<Record<string, string>> {
  switch (authentication?.type) {
    case 'api_key':
      return { [authentication.header.toLowerCase()]: authentication.value };
    case 'basic':
      return { authorization: basicCredentials(authentication.username, authentication.password) };
    case 'bearer':
      return bearerHeader(authentication.token);
    case 'oauth2':
    case undefined:
      return {};
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
export function bearerHeader(token: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token}` };
}

/** In UTF-8. @see https://www.rfc-editor.org/rfc/rfc7617#section-2 */
export function basicCredentials(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
