import type { MiddlewareObj } from '@middy/core';
import { ADMINISTRATORS } from '../../../shared/account/api-key.ts';
import { type AuditEntry, newAuditId } from '../../../shared/audit/audit-entry.ts';
import type { ApiEvent, RequestState } from '../api-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { requestState } from '../request-state.ts';
import type { Answer, Route } from '../route.ts';

/** Writes down each change that was made: who, what and when. What was refused or is repeated is no change. */
export function audit({
  auditLog,
  now,
  log,
}: Pick<Dependencies, 'auditLog' | 'now' | 'log'>): MiddlewareObj<ApiEvent, Answer> {
  return {
    async after({ event, response }) {
      const state = requestState(event);
      const { route, replayed } = state;
      if (!route?.audited || replayed || !response) return;
      const entry = {
        ...entryOf(state, route, response),
        at: now(),
        requestId: event.requestContext.requestId,
      };
      const owners = ownersOf(state, route, response);
      try {
        await Promise.all(owners.map((owner) => auditLog.add(owner, entry)));
      } catch (error) {
        // The change is made: a refusal now would be a lie. The line holds all that the entry would have.
        log({ level: 'ERROR', message: 'audit entry is not written', owners, entry, error });
      }
    },
  };
}

function entryOf(
  { caller, parameters = {}, body }: RequestState,
  route: Route,
  response: Answer,
): Omit<AuditEntry, 'at' | 'requestId'> {
  const made = response.status === 201 ? idIn(response.body) : undefined;
  const resourceId = made ?? Object.values(parameters).at(-1) ?? idIn(response.body);
  const isObject = typeof body === 'object' && body !== null;
  return {
    id: newAuditId(),
    actor: {
      type: actorType(caller),
      ...(caller?.keyId !== undefined && { keyId: caller.keyId }),
    },
    action: `${route.method} ${route.path}`,
    ...(resourceId !== undefined && { resourceId }),
    fields: isObject ? Object.keys(body).toSorted() : [],
  };
}

function actorType(caller: RequestState['caller']): AuditEntry['actor']['type'] {
  if (caller?.role === 'administrator') return 'administrator';
  if (caller?.role === 'anybody') return 'portal_link';
  return caller?.isSession ? 'portal_session' : 'key';
}

/** An administrator's change of an account stands in the account's log and in the administrators' own. */
function ownersOf(
  { caller, parameters = {} }: RequestState,
  { method, access, path }: Route,
  { body }: Answer,
): readonly string[] {
  if (access !== 'administrator')
    return [caller?.accountId ?? textIn(body, 'account_id')].filter((owner) => owner !== undefined);
  if (path === '/v1/accounts') return [ADMINISTRATORS, idIn(body) ?? ''].filter((owner) => owner !== '');
  // The account's own log goes with it.
  if (path === '/v1/accounts/{id}' && method === 'DELETE') return [ADMINISTRATORS];
  const account = path.startsWith('/v1/accounts/{id}') ? parameters['id'] : undefined;
  return account === undefined ? [ADMINISTRATORS] : [ADMINISTRATORS, account];
}

function idIn(body: unknown): string | undefined {
  return textIn(body, 'id');
}

function textIn(body: unknown, name: string): string | undefined {
  const value = (body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}
