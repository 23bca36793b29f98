import { randomUUID } from 'node:crypto';
import { connection } from './connection.ts';

export type Answer<Body> = { readonly status: number; readonly headers: Headers; readonly body: Body };

/** Calls the HTTP API with a key and gives back whatever it answers. */
export type Api = <Body = Record<string, unknown>>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
) => Promise<Answer<Body>>;

export function apiWith(key: string, headers: Readonly<Record<string, string>> = {}): Api {
  const call = async (method: string, path: string, body?: unknown): Promise<Answer<unknown>> => {
    const response = await fetch(new URL(path, connection.api_url), {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text ? JSON.parse(text) : undefined,
    };
  };
  return call as Api;
}

export const adminApi = apiWith(connection.admin_key);

/** A new account with a key of its own, so that stories do not meet. */
export async function createAccount(): Promise<{
  readonly accountId: string;
  readonly api: Api;
  readonly key: string;
}> {
  const accountId = `e2e-${randomUUID()}`;
  await expectStatus(201, adminApi('POST', '/v1/accounts', { id: accountId }));
  const { key } = await expectStatus(
    201,
    adminApi<{ key: string }>('POST', `/v1/accounts/${accountId}/keys`, { role: 'manage' }),
  );
  return { accountId, api: apiWith(key), key };
}

/** The body of an answer that must have this status. */
export async function expectStatus<Body>(status: number, answer: Promise<Answer<Body>>): Promise<Body> {
  const { status: got, body } = await answer;
  if (got !== status) throw new Error(`Expected ${status}, got ${got}: ${JSON.stringify(body)}`);
  return body;
}
