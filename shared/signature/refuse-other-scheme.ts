import { invalidField } from '../problem/invalid-field.ts';
import { secretToScheme, type SignatureScheme } from './signature-scheme.ts';

/**
 * Lets pass an own secret that is for this scheme.
 * @throws {ProblemError} `invalid_fields`
 */
export function refuseOtherScheme(secret: string, scheme: SignatureScheme): void {
  if (secretToScheme(secret) === scheme) return;
  const prefix = scheme === 'ed25519' ? 'whsk_' : 'whsec_';
  throw invalidField('secret', `a secret that begins with ${prefix}, as signature is ${scheme}`);
}
