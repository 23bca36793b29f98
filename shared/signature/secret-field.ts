import * as z from 'zod/mini';
import { isEd25519Secret } from './ed25519-secret.ts';
import { isSecret } from './signing-secret.ts';

const ALLOWED =
  'whsec_ and the base64 of 24 to 64 bytes, or, for ed25519, whsk_ and the base64 of a key: 32 bytes of seed and 32 of public key';

/** The schema of an own secret; whether it is of the subscription's signature is asked separately. */
export function secretField() {
  return z.string(ALLOWED).check(z.refine((secret) => isSecret(secret) || isEd25519Secret(secret), ALLOWED));
}
