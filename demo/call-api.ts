import { ApiError } from './api-error.ts';

/** Where and as whom the HTTP API is called. */
export type ApiAccess = { readonly apiUrl: string; readonly key: string };

/**
 * Calls the platform's HTTP API as any customer would.
 * @returns the JSON answer.
 * @throws {ApiError} when the answer is not 2xx.
 */
export async function callApi(
  access: ApiAccess,
  request: { readonly method: 'GET' | 'POST' | 'PATCH'; readonly path: string; readonly body?: unknown },
): Promise<unknown> {
  const response = await fetch(new URL(request.path, access.apiUrl), {
    method: request.method,
    headers: {
      authorization: `Bearer ${access.key}`,
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const answer = await response.text();
  if (!response.ok) throw new ApiError(request, response.status, answer);
  return answer === '' ? undefined : JSON.parse(answer);
}
