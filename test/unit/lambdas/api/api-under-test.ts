import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Account } from '../../../../shared/account/account.ts';
import type { AccountStore } from '../../../../shared/account/account-store.ts';
import { type ApiKey, hashKey } from '../../../../shared/account/api-key.ts';
import type { UsageCounter } from '../../../../shared/account/usage-counter.ts';
import type { AuditEntry } from '../../../../shared/audit/audit-entry.ts';
import type { AuditLog } from '../../../../shared/audit/audit-log.ts';
import type { Event } from '../../../../shared/emit/put-event.ts';
import type { PortalCodeStore, PortalGrant } from '../../../../shared/portal/portal-code-store.ts';
import type { KeyStore } from '../../../../shared/account/key-store.ts';
import type { Delivery } from '../../../../shared/delivery/delivery.ts';
import type { Job } from '../../../../shared/job/job.ts';
import type { RequestStore } from '../../../../shared/idempotency/request-store.ts';
import type { PublicKey } from '../../../../shared/signature/public-keys.ts';
import type { Subscription } from '../../../../shared/subscription/subscription.ts';
import { defined, pageOf } from './in-memory.ts';
import { subscriptionsIn } from './subscriptions-in.ts';
import { createHandler } from '../../../../lambdas/api/create-handler.ts';
import type { Dependencies, LogEntry } from '../../../../lambdas/api/dependencies.ts';
import { lookingIn } from './looking-in.ts';
import { mendingIn } from './mending-in.ts';
import type { Route } from '../../../../lambdas/api/route.ts';
import type { Trying } from '../../../../lambdas/api/trying.ts';
import { routes as allRoutes } from '../../../../lambdas/api/routes.ts';

export const ADMINISTRATOR = 'the-administrators-own-key-of-this-test';

const DAY = 86_400_000;

export type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Body;
  readonly text: string;
};

/** The parsed body, with the members that tests look at; which of them are there is for the test to know. */
type Body = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly key: string;
  readonly secret: string;
  readonly code: string;
  readonly detail: string;
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly next_cursor: string | null;
  readonly errors: readonly { readonly field: string; readonly got?: unknown; readonly allowed: string }[];
};

type Call = {
  readonly key?: string | undefined;
  readonly account?: string;
  /** Text is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly base64?: boolean;
};

/** The whole API over stores in memory, called with the gateway's events. */
export function apiUnderTest(overrides: Partial<Dependencies> = {}, routes: readonly Route[] = allRoutes) {
  const log: LogEntry[] = [];
  const reconciled: string[] = [];
  const erased: string[] = [];
  const erasures = new Set<string>();
  const accounts = new Map<string, Account>();
  const keys = new Map<string, ApiKey>();
  const subscriptions = new Map<string, Subscription>();
  const publicKeys = new Map<string, readonly PublicKey[]>();
  const jobs = new Map<string, Job>();
  const ran: string[] = [];
  const resent: Delivery[] = [];
  const codes = new Map<string, PortalGrant & { readonly expiresAt: number }>();
  const put: Event[] = [];
  const used = new Map<string, number>();
  const audited = new Map<string, readonly AuditEntry[]>();
  const clock = { now: Date.UTC(2026, 0, 15, 10, 30) };
  const dependencies: Dependencies = {
    accounts: accountsIn(accounts),
    keys: keysIn(keys, clock),
    erasures: { add: async (id) => void erasures.add(id), erased: () => Promise.resolve(0) },
    erase: async (id) => void erased.push(id),
    retention: { archiveMs: 30 * DAY, deadLettersMs: 14 * DAY, functionLogsMs: 90 * DAY },
    isAdministratorKey: (text) => Promise.resolve(text === ADMINISTRATOR),
    limitsOf: async (accountId) => accounts.get(accountId)?.limits,
    countUse: countedIn(used, clock),
    auditLog: auditLogIn(audited),
    portalCodes: portalCodesIn(codes, clock),
    putEvent: async (event) => void put.push(event),
    requests: requestsInMemory(clock),
    ...subscriptionsIn({ subscriptions, jobs, accounts, clock }),
    publicKeys: { get: async (id) => publicKeys.get(id) ?? [] },
    deliveries: { get: () => Promise.resolve(undefined), list: () => Promise.resolve({ deliveries: [] }) },
    reconcile: (_account, id) => {
      reconciled.push(id);
      return Promise.resolve();
    },
    trying: notTried,
    looking: lookingIn({ hours: new Map() }),
    mending: mendingIn(jobs, { ran, resent }),
    addressRules: 'public',
    egressIps: [],
    now: () => clock.now,
    log: (entry) => log.push(entry),
    ...overrides,
  };
  const handler = createHandler(dependencies, routes);

  async function call(
    method: string,
    path: string,
    { key = ADMINISTRATOR, ...call }: Call = {},
  ): Promise<Answered> {
    const event = gatewayEvent(method, path, { ...call, ...(key !== '' && { key }) });
    const { statusCode = 0, headers = {}, body = '' } = await handler(event, {} as Context);
    const parsed = (body === '' ? {} : JSON.parse(body)) as Body;
    return { status: statusCode, headers, body: parsed, text: body };
  }

  /** A key of an account, which is made if there is none. */
  async function keyOf(id: string, role: 'manage' | 'read' = 'manage'): Promise<string> {
    if (!accounts.has(id)) await call('POST', '/v1/accounts', { body: { id } });
    return (await call('POST', `/v1/accounts/${id}/keys`, { body: { role } })).body.key;
  }

  return {
    call,
    keyOf,
    dependencies,
    log,
    reconciled,
    erased,
    erasures,
    ran,
    put,
    resent,
    clock,
    stored: { accounts, keys, subscriptions, publicKeys, jobs },
  };
}

const unexpected = () => Promise.reject(new Error('Nothing is tried here.'));
const notTried: Trying = { attemptTest: unexpected, matches: unexpected, transform: unexpected };

function gatewayEvent(method: string, path: string, call: Call): APIGatewayProxyEventV2 {
  const [rawPath = '', rawQueryString = ''] = path.split('?');
  const text = typeof call.body === 'string' ? call.body : JSON.stringify(call.body);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    headers: {
      ...(call.key !== undefined && { authorization: `Bearer ${call.key}` }),
      ...(call.account !== undefined && { 'x-account-id': call.account }),
      ...(call.body !== undefined && { 'content-type': 'application/json' }),
      ...call.headers,
    },
    requestContext: {
      requestId: 'request-1',
      domainName: 'api.example.com',
      http: { method, path: rawPath },
    },
    ...(text !== undefined && { body: call.base64 ? Buffer.from(text).toString('base64') : text }),
    isBase64Encoded: call.base64 ?? false,
  } as unknown as APIGatewayProxyEventV2;
}

function accountsIn(rows: Map<string, Account>): AccountStore {
  return {
    create: async (account) => !rows.has(account.id) && rows.set(account.id, account) === rows,
    get: async (id) => rows.get(id),
    list: async (page) => {
      const { items: accounts, ...rest } = pageOf([...rows.values()], ({ id }) => id, page);
      return { accounts, ...rest };
    },
    change: async (id, patch) => {
      const current = rows.get(id);
      if (!current) return undefined;
      const limits = { ...current.limits, ...patch.limits };
      const changed = defined({ ...current, ...patch, limits }) as Account;
      rows.set(id, changed);
      return changed;
    },
    remove: async (id) => void rows.delete(id),
  };
}

function keysIn(rows: Map<string, ApiKey>, clock: { readonly now: number }): KeyStore {
  return {
    add: async (key) => void rows.set(key.hash, key),
    find: async (key) => rows.get(hashKey(key)),
    markUsed: async (key) => void rows.set(key.hash, { ...key, lastUsedAt: clock.now }),
    get: async (accountId, id) =>
      [...rows.values()].find((row) => row.accountId === accountId && row.id === id),
    list: async (accountId, page) => {
      const own = [...rows.values()].filter((row) => row.accountId === accountId);
      const { items: keys, ...rest } = pageOf(own, ({ id }) => id, page);
      return { keys, ...rest };
    },
    remove: async ({ hash }) => void rows.delete(hash),
    removeAll: async (accountId) => {
      for (const row of rows.values()) if (row.accountId === accountId) rows.delete(row.hash);
    },
  };
}

function countedIn(counts: Map<string, number>, clock: { readonly now: number }): UsageCounter {
  return async ({ accountId, what, limit }) => {
    const slot = `${accountId} ${what} ${Math.floor(clock.now / 1_000)}`;
    const count = (counts.get(slot) ?? 0) + 1;
    counts.set(slot, count);
    return count <= limit;
  };
}

function portalCodesIn(
  rows: Map<string, PortalGrant & { readonly expiresAt: number }>,
  clock: { readonly now: number },
): PortalCodeStore {
  return {
    issue: async (grant) => {
      const issued = { code: `whc_${rows.size}`, expiresAt: clock.now + 900_000 };
      rows.set(issued.code, { ...grant, expiresAt: issued.expiresAt });
      return issued;
    },
    redeem: async (code) => {
      const { expiresAt = 0, ...grant } = rows.get(code) ?? {};
      rows.delete(code);
      return clock.now < expiresAt ? (grant as PortalGrant) : undefined;
    },
    removeAll: () => Promise.reject(new Error('The API removes no codes.')),
  };
}

function auditLogIn(rows: Map<string, readonly AuditEntry[]>): AuditLog {
  return {
    add: async (owner, entry) => void rows.set(owner, [entry, ...(rows.get(owner) ?? [])]),
    list: async (owner, { limit, after }) => {
      const all = rows.get(owner) ?? [];
      const rest = after === undefined ? all : all.slice(all.findIndex(({ id }) => id === after) + 1);
      const entries = rest.slice(0, limit);
      const last = entries.at(-1)?.id;
      return { entries, ...(rest.length > limit && last !== undefined && { next: last }) };
    },
  };
}

function requestsInMemory(clock: { readonly now: number }): RequestStore {
  const rows = new Map<string, { readonly fingerprint: string; answer?: string }>();
  return {
    begin: async ({ id, fingerprint }) => {
      const row = rows.get(id);
      if (!row) rows.set(id, { fingerprint });
      if (!row) return { state: 'begun', holder: id, begunAt: clock.now };
      if (row.fingerprint !== fingerprint) return { state: 'other' };
      if (row.answer === undefined) return { state: 'running' };
      return { state: 'answered', answer: JSON.parse(row.answer) as unknown };
    },
    finish: async ({ id, fingerprint }, _holder, answer) =>
      void rows.set(id, { fingerprint, answer: JSON.stringify(answer) }),
    release: async ({ id }) => void rows.delete(id),
  };
}
