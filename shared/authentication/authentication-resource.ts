import type { Authentication } from './authentication.ts';

/** An authentication as the API shows it: what is write-only is left out. */
export type AuthenticationResource =
  | { readonly type: 'none' }
  | { readonly type: 'api_key'; readonly header: string }
  | { readonly type: 'basic'; readonly username: string }
  | { readonly type: 'bearer' }
  | {
      readonly type: 'oauth2';
      readonly token_url: string;
      readonly client_id: string;
      readonly scope: string | null;
    };

export function authenticationToResource(authentication: Authentication | undefined): AuthenticationResource {
  switch (authentication?.type) {
    case undefined:
      return { type: 'none' };
    case 'api_key':
      return { type: 'api_key', header: authentication.header };
    case 'basic':
      return { type: 'basic', username: authentication.username };
    case 'bearer':
      return { type: 'bearer' };
    case 'oauth2':
      return {
        type: 'oauth2',
        token_url: authentication.tokenUrl,
        client_id: authentication.clientId,
        scope: authentication.scope ?? null,
      };
  }
}
