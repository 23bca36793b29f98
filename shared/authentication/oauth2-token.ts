/** A token, with the moment from which it is no longer used, in milliseconds since the epoch. */
export type OAuth2Token = { readonly value: string; readonly useUntil: number };

/** Why there is no token. */
export type TokenFailure = {
  readonly errorCode: 'blocked_address' | 'insecure_url' | 'token_failed';
  /** In words, without any secret: `the token server answered 401 (invalid_client)`. */
  readonly detail: string;
};
