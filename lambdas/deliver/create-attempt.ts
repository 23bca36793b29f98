import { attemptWithToken } from '../../shared/authentication/attempt-with-token.ts';
import { fetchToken } from '../../shared/authentication/fetch-token.ts';
import { createTokenCache } from '../../shared/authentication/token-cache.ts';
import { type AttemptRequest, attemptDelivery } from '../../shared/endpoint/attempt-delivery.ts';
import { blockedAddresses } from '../../shared/endpoint/blocked-addresses.ts';
import { createGuardedAgents } from '../../shared/endpoint/guarded-agents.ts';
import type { DeliverDependencies } from './dependencies.ts';

/**
 * The one way out to customers' addresses, endpoints and token servers alike.
 * @param publicOnly https to public addresses only, as every deployed stage has it
 */
export function createAttempt(publicOnly: boolean): DeliverDependencies['attempt'] {
  const now = Date.now;
  const connection = {
    agents: createGuardedAgents(publicOnly ? blockedAddresses : undefined),
    secureOnly: publicOnly,
    now,
  };
  const attempt = (request: AttemptRequest) => attemptDelivery(connection, request);
  const tokens = createTokenCache({
    fetchToken: (client, timeoutMs) => fetchToken(connection, client, timeoutMs),
    now,
  });
  return (request, client) =>
    client ? attemptWithToken({ attempt, tokens }, request, client) : attempt(request);
}
