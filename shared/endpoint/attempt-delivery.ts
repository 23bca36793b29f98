import type { EndpointResponse, Outcome } from '../delivery/outcome.ts';
import { retryAfterToMs } from '../retry/retry-after.ts';
import { errorToCode } from './error-to-code.ts';
import type { GuardedAgents } from './guarded-agents.ts';
import { post } from './post.ts';

export type AttemptRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
};

/**
 * Makes one attempt and says how it ended. The status line decides: 2xx delivers, 410 is permanent, all else is
 * retryable, redirects included, for they are not followed. Never rejects for anything an endpoint can cause.
 * @param options.secureOnly refuse URLs that are not https, as every deployed stage does.
 */
export async function attemptDelivery(
  options: { readonly agents: GuardedAgents; readonly secureOnly: boolean; readonly now: () => number },
  request: AttemptRequest,
): Promise<Outcome> {
  const url = new URL(request.url);
  if (options.secureOnly && url.protocol !== 'https:')
    return { kind: 'retryable', errorCode: 'insecure_url' };
  try {
    const response = await post(options.agents, { ...request, url, body: Buffer.from(request.body) });
    return judge(response, options.now());
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { kind: 'retryable', errorCode: errorToCode(error) };
  }
}

function judge(response: EndpointResponse, now: number): Outcome {
  const { statusCode } = response;
  if (statusCode >= 200 && statusCode < 300) return { kind: 'delivered', response };
  if (statusCode === 410) return { kind: 'permanent', errorCode: 'gone', response };
  if (statusCode >= 300 && statusCode < 400) return { kind: 'retryable', errorCode: 'redirect', response };
  const hint = statusCode === 429 || statusCode === 503 ? response.headers['retry-after'] : undefined;
  const retryAfterMs = hint === undefined ? undefined : retryAfterToMs(hint, now);
  return {
    kind: 'retryable',
    errorCode: 'http_status',
    response,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}
