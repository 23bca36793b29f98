import { secretToPublicKey } from '../../shared/signature/ed25519-secret.ts';
import { onlyLive } from '../../shared/signature/live-secrets.ts';
import { secretToScheme, type SignatureScheme } from '../../shared/signature/signature-scheme.ts';
import type { SigningSecret } from '../../shared/subscription/subscription.ts';

/** What a receiver verifies with. Of an ed25519 key that is the public half: the private one is never shown. */
export type VerificationKey =
  | { readonly signature: 'hmac-sha256'; readonly secret: string }
  | { readonly signature: 'ed25519'; readonly public_key: string };

export type SigningKeysResource = VerificationKey & {
  /** All that sign, the newest first. */
  readonly keys: readonly (VerificationKey & {
    readonly created_at: string;
    /** `null` for the newest, which signs until it is rotated. */
    readonly expires_at: string | null;
  })[];
};

/** What signs at a time, as the API shows it to the owner: the newest by itself, and all that are live. */
export function signingKeysToResource(secrets: readonly SigningSecret[], now: number): SigningKeysResource {
  const [newest, ...older] = onlyLive(secrets, now);
  if (!newest) throw new Error('A subscription has no secret that signs; its newest one never expires.');
  return {
    ...secretToVerificationKey(newest.secret),
    keys: [newest, ...older].map(({ secret, createdAt, expiresAt }) => ({
      ...secretToVerificationKey(secret),
      created_at: new Date(createdAt).toISOString(),
      expires_at: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
    })),
  };
}

export function secretToVerificationKey(secret: string): VerificationKey {
  return show[secretToScheme(secret)](secret);
}

const show: Readonly<Record<SignatureScheme, (secret: string) => VerificationKey>> = {
  'hmac-sha256': (secret) => ({ signature: 'hmac-sha256', secret }),
  ed25519: (secret) => ({ signature: 'ed25519', public_key: secretToPublicKey(secret) }),
};
