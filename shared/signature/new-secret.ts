import { createEd25519Secret } from './ed25519-secret.ts';
import type { SignatureScheme } from './signature-scheme.ts';
import { createSecret } from './signing-secret.ts';

/** A new secret for a scheme. */
export function newSecret(scheme: SignatureScheme): string {
  return scheme === 'ed25519' ? createEd25519Secret() : createSecret();
}
