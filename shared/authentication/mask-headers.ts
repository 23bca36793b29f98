const MASK = '***';

/** Headers that carry a credential or a signature, and names that sound like it. */
const SECRET = /^(?:authorization|proxy-authorization|cookie|set-cookie|webhook-signature)$/;
const SOUNDS_SECRET =
  /(?:^|[-_.])(?:api[-_]?key|auth|credentials?|key|password|secret|session|signature|token)(?:$|[-_.])/;

/**
 * Headers as they may be stored and shown: whatever could be a credential or a signature is masked.
 * @param secretNames further names whose values are secret, in any case: the header of an `api_key`
 */
export function maskHeaders(
  headers: Readonly<Record<string, string>>,
  secretNames: readonly string[] = [],
): Readonly<Record<string, string>> {
  const named = new Set(secretNames.map((name) => name.toLowerCase()));
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const lower = name.toLowerCase();
      return [name, named.has(lower) || isSecretName(lower) ? MASK : value];
    }),
  );
}

function isSecretName(lower: string): boolean {
  return SECRET.test(lower) || SOUNDS_SECRET.test(lower);
}
