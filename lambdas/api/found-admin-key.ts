import { ADMINISTRATORS, type ApiKey, isKeyId } from '../../shared/account/api-key.ts';
import { ProblemError } from '../../shared/problem/problem-error.ts';
import { shownText } from '../../shared/problem/shown-text.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * The administrator's key of this id.
 * @throws {ProblemError} `not_found`
 */
export async function foundAdminKey({ keys }: Pick<Dependencies, 'keys'>, keyId = ''): Promise<ApiKey> {
  const found = isKeyId(keyId) ? await keys.get(ADMINISTRATORS, keyId) : undefined;
  if (found) return found;
  throw new ProblemError(
    'not_found',
    `There is no administrator's key ${shownText(keyId)}. GET /v1/admin-keys lists those there are.`,
  );
}
