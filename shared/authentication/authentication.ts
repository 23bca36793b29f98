/**
 * How requests prove themselves to the endpoint, besides the signature. A subscription without it sends nothing more.
 * `value`, `password`, `token` and `clientSecret` are write-only: they leave the platform in requests alone.
 */
export type Authentication =
  | { readonly type: 'api_key'; readonly header: string; readonly value: string }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'bearer'; readonly token: string }
  | OAuth2;

/** A token of its own, by the client credentials grant. @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4 */
export type OAuth2 = {
  readonly type: 'oauth2';
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
};
