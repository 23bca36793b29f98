import { isAccountId } from '../../shared/account/account-id.ts';
import { type ApiKey, isKeyId } from '../../shared/account/api-key.ts';
import { ProblemError } from '../../shared/problem/problem-error.ts';
import { shownText } from '../../shared/problem/shown-text.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * The key that a path names.
 * @throws {ProblemError} `not_found`
 */
export async function foundKey(
  { keys }: Pick<Dependencies, 'keys'>,
  { id = '', key_id: keyId = '' }: Readonly<Record<string, string>>,
): Promise<ApiKey> {
  const found = isAccountId(id) && isKeyId(keyId) ? await keys.get(id, keyId) : undefined;
  if (found) return found;
  throw new ProblemError(
    'not_found',
    `Account ${shownText(id)} has no key ${shownText(keyId)}. GET /v1/accounts/{id}/keys lists those it has.`,
  );
}
