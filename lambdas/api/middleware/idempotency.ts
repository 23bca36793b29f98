import type { MiddlewareObj } from '@middy/core';
import { isAccountId } from '../../../shared/account/account-id.ts';
import { type IdempotentRequest, idempotentRequest } from '../../../shared/idempotency/idempotent-request.ts';
import { ProblemError } from '../../../shared/problem/problem-error.ts';
import type { ApiEvent } from '../api-event.ts';
import { bearerKey } from '../bearer-key.ts';
import { bodyText } from '../body-text.ts';
import type { Dependencies } from '../dependencies.ts';
import { isMutation } from '../is-mutation.ts';
import { requestState } from '../request-state.ts';
import type { Answer, Route } from '../route.ts';

/**
 * Does a mutation that comes with `Idempotency-Key` once, and answers a repeat with what the first one was answered.
 * A refusal has changed nothing and is not kept.
 */
export function idempotency({
  requests,
  log,
}: Pick<Dependencies, 'requests' | 'log'>): MiddlewareObj<ApiEvent, Answer> {
  return {
    async before({ event }) {
      const state = requestState(event);
      const { route } = state;
      const key = event.headers['idempotency-key'];
      if (key === undefined || !route || !isMutation(route)) return;
      const request = requestOf(event, route, checked(key));
      const begun = await requests.begin(request);
      if (begun.state === 'running') throw inProgress();
      if (begun.state === 'other') throw reused();
      if (begun.state === 'answered') state.replayed = asReplay(begun.answer as Answer);
      else state.idempotent = { request, holder: begun.holder, begunAt: begun.begunAt };
    },

    async after({ event, response }) {
      const { idempotent } = requestState(event);
      if (!idempotent) return;
      try {
        await requests.finish(idempotent.request, idempotent.holder, response);
      } catch (error) {
        // The change is made and its answer is true; only a repeat would be made again.
        log({
          level: 'ERROR',
          message: 'idempotent answer is not kept',
          request_id: event.requestContext.requestId,
          error,
        });
      }
    },

    async onError({ event, error }) {
      const { idempotent } = event.state ?? {};
      // What failed unexpectedly may have changed something: it stays taken until its lease is over.
      if (idempotent && error instanceof ProblemError)
        await requests.release(idempotent.request, idempotent.holder);
    },
  };
}

function requestOf(event: ApiEvent, route: Route, idempotencyKey: string): IdempotentRequest {
  const { rawPath, rawQueryString, headers } = event;
  return idempotentRequest({
    apiKey: bearerKey(headers['authorization']) ?? '',
    idempotencyKey,
    route: `${route.method} ${route.path}`,
    accountId: accountOf(event, route),
    text: JSON.stringify([rawPath, rawQueryString, headers['x-account-id'] ?? '', bodyText(event)]),
  });
}

/** An administrator's own requests are no account's, but for those about what an account has. */
function accountOf(event: ApiEvent, { access, path }: Route): string | undefined {
  const { caller, parameters } = requestState(event);
  if (access !== 'administrator') return caller?.accountId;
  const id = path.startsWith('/v1/accounts/{id}/') ? parameters?.['id'] : undefined;
  return id !== undefined && isAccountId(id) ? id : undefined;
}

function checked(key: string): string {
  if (/^[\x20-\x7e]{1,255}$/.test(key)) return key;
  throw new ProblemError(
    'invalid_idempotency_key',
    `The header Idempotency-Key has ${key.length} characters: 1 to 255 of printable ASCII are allowed, as a UUID.`,
  );
}

function asReplay(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, 'idempotency-replayed': 'true' } };
}

function inProgress(): ProblemError {
  return new ProblemError(
    'idempotency_in_progress',
    'The request of this Idempotency-Key is being answered. Repeat it a little later, with the same key.',
    { headers: { 'retry-after': '1' } },
  );
}

function reused(): ProblemError {
  return new ProblemError(
    'idempotency_key_reused',
    'This Idempotency-Key was sent with another request before; path, query, account and body must be the same. Choose a new key for a new request.',
  );
}
