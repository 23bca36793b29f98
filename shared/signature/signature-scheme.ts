/** How a subscription's messages are signed. */
export type SignatureScheme = 'hmac-sha256' | 'ed25519';

/** All of them, the default first. */
export const signatureSchemes = ['hmac-sha256', 'ed25519'] as const satisfies readonly SignatureScheme[];

/** The scheme that a secret is for: `whsec_` or `whsk_`. */
export function secretToScheme(secret: string): SignatureScheme {
  return secret.startsWith('whsk_') ? 'ed25519' : 'hmac-sha256';
}

/** The scheme of a subscription: that of its newest secret, so that the two can never disagree. */
export function schemeOf({
  secrets: [newest],
}: {
  readonly secrets: readonly { readonly secret: string }[];
}): SignatureScheme {
  return newest ? secretToScheme(newest.secret) : signatureSchemes[0];
}
