import type { MiddlewareObj } from '@middy/core';
import { isAccountId } from '../../../shared/account/account-id.ts';
import { isApiKey } from '../../../shared/account/api-key.ts';
import { takingAccount } from '../../../shared/account/taking-account.ts';
import { ProblemError } from '../../../shared/problem/problem-error.ts';
import { shownText } from '../../../shared/problem/shown-text.ts';
import type { ApiEvent } from '../api-event.ts';
import { bearerKey } from '../bearer-key.ts';
import type { Caller } from '../caller.ts';
import type { Dependencies } from '../dependencies.ts';
import { requestState } from '../request-state.ts';
import type { Access } from '../route.ts';

type Needs = Pick<Dependencies, 'accounts' | 'keys' | 'isAdministratorKey' | 'log'>;

/** Finds out who calls and for which account, and whether the route is for them. No key is remembered. */
export function authentication(needs: Needs): MiddlewareObj<ApiEvent> {
  return {
    async before({ event }) {
      const state = requestState(event);
      if (!state.route)
        throw new Error('Routing comes before authentication, which needs to know what the route asks for.');
      if (state.route.access === 'public') {
        state.caller = { role: 'anybody' };
        return;
      }
      const key = sentKey(event.headers['authorization']);
      const named = event.headers['x-account-id'];
      state.caller = (await storedKeyCaller(needs, key, named)) ?? (await administrator(needs, key, named));
      refuseOutsiders(state.caller, state.route.access);
      if (state.caller.role === 'administrator')
        await refuseUnknownAccount(needs, state.caller, state.route.access);
    },
  };
}

function sentKey(authorization: string | undefined): string {
  const key = bearerKey(authorization);
  if (key !== undefined) return key;
  const got = authorization === undefined ? 'is missing' : 'has another form';
  throw unauthorized(`The header Authorization ${got}; send Authorization: Bearer <key>.`);
}

async function storedKeyCaller(
  { keys, log }: Needs,
  key: string,
  named: string | undefined,
): Promise<Caller | undefined> {
  if (!isApiKey(key)) return undefined;
  const found = await keys.find(key);
  if (!found) return undefined;
  const { accountId, id: keyId, role } = found;
  try {
    await keys.markUsed(found);
  } catch (error) {
    // What it is for is not to wait for a note about it.
    log({ level: 'WARN', message: 'use of a key is not noted', key_id: keyId, error });
  }
  if (role === 'administrator') return { role, keyId, ...(named !== undefined && { accountId: named }) };
  if (named === undefined || named === accountId)
    return { role, accountId, keyId, isSession: found.expiresAt !== undefined };
  throw new ProblemError(
    'other_account',
    `X-Account-Id names ${shownText(named)}, and the key is of account ${accountId}: leave it out, or send a key of that account.`,
  );
}

async function administrator(
  { isAdministratorKey }: Needs,
  key: string,
  named: string | undefined,
): Promise<Caller> {
  if (!(await isAdministratorKey(key)))
    throw unauthorized('The key is not known: it is mistyped, removed, or of another deployment.');
  return { role: 'administrator', ...(named !== undefined && { accountId: named }) };
}

function unauthorized(detail: string): ProblemError {
  return new ProblemError('unauthorized', detail, { headers: { 'www-authenticate': 'Bearer' } });
}

function refuseOutsiders({ role, accountId }: Caller, access: Access): void {
  if (access === 'administrator' && role !== 'administrator')
    throw new ProblemError(
      'administrators_only',
      "An account's key was sent, and this takes an administrator's alone.",
    );
  if (access === 'manage' && role === 'read')
    throw new ProblemError('read_only_key', 'The key has the role read; send one with the role manage.');
  if ((access === 'manage' || access === 'read') && accountId === undefined)
    throw new ProblemError(
      'account_required',
      'An administrator names the account to act for in the header X-Account-Id.',
    );
}

async function refuseUnknownAccount(
  { accounts }: Needs,
  { accountId }: Caller,
  access: Access,
): Promise<void> {
  if (accountId === undefined || access === 'administrator') return;
  const isChange = access === 'manage';
  if (isAccountId(accountId) && isChange) return void (await takingAccount(accounts, accountId));
  if (isAccountId(accountId) && (await accounts.get(accountId))) return;
  throw new ProblemError(
    'not_found',
    `There is no account ${JSON.stringify(shownText(accountId))}, which X-Account-Id names.`,
  );
}
