import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageQuery } from '../../../../shared/delivery/list-of-message.ts';
import { apiUnderTest } from './api-under-test.ts';
import { lookingIn } from './looking-in.ts';

const FIRST = Date.UTC(2026, 0, 15, 10, 30);
const SUBSCRIPTION = 'sub_0190c0ffee0190c0ffee0190c0ffee01';

function knowing() {
  const queries: MessageQuery[] = [];
  const delivery = {
    messageId: 'msg_1',
    subscriptionId: SUBSCRIPTION,
    eventType: 'call.ended',
    status: 'delivered' as const,
    round: 1,
    attempts: 1,
    firstAttemptAt: FIRST,
    lastAttemptAt: FIRST,
  };
  const looking = {
    ...lookingIn({ hours: new Map() }),
    listOfMessage: async (query: MessageQuery) => {
      queries.push(query);
      const known = query.accountId === 'acme' && query.messageId === 'msg_1' && query.after === undefined;
      return known ? { deliveries: [delivery], next: SUBSCRIPTION } : { deliveries: [] };
    },
  };
  return { api: apiUnderTest({ looking }), queries };
}

test('a message is answered with its deliveries, page by page', async () => {
  const { api, queries } = knowing();
  const key = await api.keyOf('acme', 'read');
  const { status, body } = await api.call('GET', '/v1/messages/msg_1?limit=1', { key });
  assert.equal(status, 200);
  assert.deepEqual([body.id, body['event_type'], body.data.length], ['msg_1', 'call.ended', 1]);
  assert.equal(body.data[0]?.['subscription_id'], SUBSCRIPTION);
  const next = await api.call('GET', `/v1/messages/msg_1?limit=1&cursor=${body.next_cursor}`, { key });
  assert.deepEqual([next.status, next.body.data, next.body.next_cursor], [200, [], null]);
  assert.equal(queries[1]?.after, SUBSCRIPTION);
});

test("rejects another account's message, and what is no id", async () => {
  const { api } = knowing();
  const key = await api.keyOf('other');
  for (const id of ['msg_1', 'msg_2', 'sub_1', 'msg_a.b'])
    assert.equal((await api.call('GET', `/v1/messages/${id}`, { key })).status, 404, id);
});
