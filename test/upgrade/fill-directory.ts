import { eventually } from '../e2e/support/eventually.ts';
import type { Api } from '../local/api.ts';
import { expect } from '../local/story-world.ts';
import { keptSubscriptions } from './kept-subscriptions.ts';
import type { PlatformAccess } from './platform-access.ts';

type Name = keyof typeof keptSubscriptions;

const PATIENCE_MS = 60_000;

/** Brings each kept subscription into its state and answers their ids. */
export async function fillDirectory(platform: PlatformAccess): Promise<Record<Name, string>> {
  const { api, emit } = platform;
  const ids = await createAll(api);
  const path = (name: Name) => `/v1/subscriptions/${ids[name]}`;
  await expect(api('POST', `${path('paused')}/pause`), 200);
  await expect(api('POST', `${path('exhausted')}/rotate-secret`, { overlap_seconds: 604_800 }), 200);

  await emit('call.started', '{"call_id":"call_1","outcome":"success"}');
  await emit('call.started', '{"call_id":"call_2","outcome":"failure"}');
  await emit('call.ended', '{"call_id":"call_3","duration":120}');
  await emit('call.failed', '{"call_id":"call_4"}');
  await emit('agent.error', '{"call_id":"call_5"}');
  await emit('workflow.error', '{"exact":12345678901234567890,"price":1.10}');

  await seen(api, path('delivered'), ({ status }) => status === 'delivered');
  await seen(api, path('exhausted'), ({ attempt_count: count }) => count === 3);
  await seen(api, path('retrying'), ({ attempt_count: count }) => count === 2);
  await eventually('the endpoint that is gone has disabled its subscription', async () => {
    return (await expect(api('GET', path('gone')), 200))['status'] === 'disabled';
  });
  await eventually('a message waits for the paused subscription', async () => {
    const { queue_depth: depth } = await expect(api('GET', `${path('paused')}/stats`), 200);
    return depth === 1;
  });
  await replay(platform, path('delivered'));
  return ids;
}

async function createAll(api: Api): Promise<Record<Name, string>> {
  const ids: Partial<Record<Name, string>> = {};
  for (const [name, fields] of Object.entries(keptSubscriptions)) {
    const { id } = await expect(api('POST', '/v1/subscriptions', fields), 201);
    ids[name as Name] = String(id);
    await eventually('the subscription is active', async () => {
      return (await expect(api('GET', `/v1/subscriptions/${String(id)}`), 200))['status'] === 'active';
    });
  }
  return ids as Record<Name, string>;
}

type Delivery = { readonly status: string; readonly attempt_count: number; readonly round: number };

function seen(api: Api, path: string, is: (delivery: Delivery) => boolean): Promise<Delivery> {
  return eventually(
    `a delivery of ${path} is as it should be`,
    async () => {
      const { data } = await expect(api('GET', `${path}/deliveries`), 200);
      return (data as Delivery[]).find(is);
    },
    PATIENCE_MS,
  );
}

/** A job at its end, which sends what was delivered once more. */
async function replay({ api, tick }: PlatformAccess, path: string): Promise<void> {
  const from = new Date(Date.now() - PATIENCE_MS).toISOString();
  const { id } = await expect(api('POST', `${path}/replay`, { from, mode: 'all' }), 202);
  await eventually(
    'the replay has ended',
    async () => {
      await tick();
      return (await expect(api('GET', `/v1/jobs/${String(id)}`), 200))['status'] === 'completed';
    },
    PATIENCE_MS,
  );
  await seen(api, path, ({ round, status }) => round === 2 && status === 'delivered');
}
