import { setTimeout } from 'node:timers/promises';
import { throttleControlPlane } from '../local/endpoint/throttle-control-plane.ts';
import type { Api } from '../test/local/api.ts';
import { startSynthesizedStack } from '../test/local/synthesized-stack.ts';
import type { Bench, Row } from './bench.ts';
import { quantile } from './quantile.ts';

const COUNT = 1_000;
/** The fewest calls that one subscription takes: its mapping; its rule and target. */
const FLOOR_SECONDS = Math.max(COUNT / 15, (COUNT * 2) / 50);
const AT_ONCE = 16;
const WITHIN_MS = 15 * 60_000;
const POLL_MS = 1_000;

export const provisioning: Bench = {
  name: 'provisioning',
  question: `How long do ${COUNT} subscriptions take that are created as fast as the API allows, under AWS's quotas of 15 (Lambda) and 50 (EventBridge) control-plane calls a second, until all are active?`,
  run,
};

async function run(): Promise<readonly Row[]> {
  const refused = new Map<string, number>();
  const throttle = throttleControlPlane(Date.now);
  const stack = await startSynthesizedStack({
    rulesPerBus: COUNT + 10,
    fault: (service, operation) => {
      const fault = throttle(service, operation);
      if (fault) refused.set(service, (refused.get(service) ?? 0) + 1);
      return fault;
    },
  });
  try {
    const api = await openAccount(stack.admin);
    const started = performance.now();
    const answers = await createAll(api);
    const createdSeconds = (performance.now() - started) / 1_000;
    await allActive(api);
    const seconds = (performance.now() - started) / 1_000;
    return [
      {
        subscriptions: COUNT,
        'created after s': Math.round(createdSeconds),
        'all active after s': Math.round(seconds),
        'floor by the quotas s': Math.round(FLOOR_SECONDS),
        'p50 answer ms': Math.round(quantile(answers, 0.5)),
        'p99 answer ms': Math.round(quantile(answers, 0.99)),
        'calls refused': [...refused.values()].reduce((sum, count) => sum + count, 0),
      },
    ];
  } finally {
    await stack.stop();
  }
}

async function openAccount(admin: Api): Promise<Api> {
  const limits = { subscriptions: COUNT, requests_per_second: 1_000 };
  await admin('POST', '/v1/accounts', { id: 'bench', limits });
  const { body } = await admin('POST', '/v1/accounts/bench/keys', { role: 'manage' });
  return admin.with(String(body['key']));
}

/** @returns how long each answer took, in milliseconds */
async function createAll(api: Api): Promise<readonly number[]> {
  const took: number[] = [];
  let left = COUNT;
  const create = async () => {
    while (left-- > 0) {
      const started = performance.now();
      const { status, body } = await api('POST', '/v1/subscriptions', {
        url: 'http://127.0.0.1:9/never',
        events: ['call.ended'],
      });
      if (status !== 201)
        throw new Error(`POST /v1/subscriptions answered ${status}: ${JSON.stringify(body)}`);
      took.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, create));
  return took;
}

async function allActive(api: Api): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  for (;;) {
    const active = await countActive(api);
    if (active === COUNT) return;
    if (performance.now() > deadline)
      throw new Error(`Only ${active} of ${COUNT} subscriptions are active after ${WITHIN_MS} ms.`);
    await setTimeout(POLL_MS);
  }
}

async function countActive(api: Api): Promise<number> {
  let active = 0;
  let cursor: string | null = null;
  do {
    const query = cursor ? `?limit=100&cursor=${encodeURIComponent(cursor)}` : '?limit=100';
    const { body } = await api('GET', `/v1/subscriptions${query}`);
    const page = body['data'] as readonly { readonly status: string }[];
    active += page.filter(({ status }) => status === 'active').length;
    cursor = body['next_cursor'] as string | null;
  } while (cursor);
  return active;
}
