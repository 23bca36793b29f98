import { ApiError } from './api-error.ts';
import { callApi, type ApiAccess } from './call-api.ts';

export type DemoAccount = { readonly id: string; readonly key: string };

const DEMO_ACCOUNT_ID = 'demo';

/**
 * The account that a laptop works with: the one of the last start while its key is still valid, else `demo` with a
 * new key. Made through the HTTP API, as an administrator would.
 * @param remembered what the last start wrote to `connection.json`.
 */
export async function ensureDemoAccount(
  administrator: ApiAccess,
  remembered: DemoAccount | undefined,
): Promise<DemoAccount> {
  if (remembered && (await isValid({ apiUrl: administrator.apiUrl, key: remembered.key }))) return remembered;
  await createUnlessThere(administrator);
  const created = await callApi(administrator, {
    method: 'POST',
    path: `/v1/accounts/${DEMO_ACCOUNT_ID}/keys`,
    body: { role: 'manage' },
  });
  return { id: DEMO_ACCOUNT_ID, key: (created as { key: string }).key };
}

async function isValid(access: ApiAccess): Promise<boolean> {
  try {
    await callApi(access, { method: 'GET', path: '/v1/me' });
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return false;
    throw error;
  }
}

async function createUnlessThere(administrator: ApiAccess): Promise<void> {
  try {
    await callApi(administrator, { method: 'POST', path: '/v1/accounts', body: { id: DEMO_ACCOUNT_ID } });
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 409)) throw error;
  }
}
