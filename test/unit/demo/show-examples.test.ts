import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createArrivals } from '../../../demo/arrivals.ts';
import { localAwsAccess } from '../../../demo/aws-access.ts';
import { showExamples } from '../../../demo/show-examples.ts';
import { startApiStandIn } from './api-stand-in.ts';

const names = ['call.started', 'call.ended', 'agent.error'];

/** A platform that becomes active at the second look and delivers the event types given as soon as they are put. */
async function show(context: TestContext, delivered: string[], signal = new AbortController().signal) {
  const arrivals = createArrivals();
  const seen: string[] = [];
  const platform = await startApiStandIn(context, ({ path, body }) => {
    if (path === '/v1/event-types') return { body: { data: names.map((name) => ({ name })) } };
    if (path.startsWith('/v1/event-types/')) return { body: { name: path.split('/').at(-1), example: {} } };
    if (path === '/v1/subscriptions/sub_1') {
      seen.push('looked');
      return { body: { status: seen.length > 1 ? 'active' : 'provisioning' } };
    }
    seen.push('put');
    for (const name of delivered) arrivals.note(name);
    return { body: { Entries: (body as { Entries: unknown[] }).Entries.map(() => ({ EventId: 'e' })) } };
  });
  const sentence = showExamples({
    api: { apiUrl: platform.apiUrl, key: 'whk_1' },
    aws: localAwsAccess(platform.apiUrl, 'us-east-1'),
    eventBusName: 'webhooks-local',
    accountId: 'demo',
    receiver: {
      url: 'http://127.0.0.1:1/webhooks',
      subscription: { id: 'sub_1', url: 'http://127.0.0.1:1/webhooks', status: 'provisioning' },
      arrivals,
      stop: () => Promise.resolve(),
    },
    signal,
  });
  return { sentence: await sentence, seen };
}

test('events are put once the subscription is active, and all of them are counted', async (context) => {
  const { sentence, seen } = await show(context, names);
  assert.equal(sentence, '3 of 3 verified');
  assert.deepEqual(seen, ['looked', 'looked', 'put']);
});

test('fails at once when the start is stopped while events are still on their way', async (context) => {
  const controller = new AbortController();
  const shown = show(context, ['call.ended'], controller.signal);
  const stopped = assert.rejects(shown, { name: 'AbortError' });
  controller.abort();
  await stopped;
});
