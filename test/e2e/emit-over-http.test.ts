import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adminApi, createAccount, expectStatus } from './support/api.ts';
import { eventually } from './support/eventually.ts';
import { startReceiver } from './support/receiver.ts';
import { createSubscription } from './support/subscription.ts';

test('an event that is put over HTTP arrives as it was sent, under the id that was answered', async (context) => {
  const receiver = await startReceiver();
  context.after(() => receiver.stop());
  const { accountId, api } = await createAccount();
  await createSubscription(api, { url: receiver.url, events: ['call.ended'] });
  const data = '{"call_id":"call_1","cost":1.10,"big":12345678901234567890}';
  const body = `{"account_id":"${accountId}","event_type":"call.ended","timestamp":"2026-01-15T10:30:00.5Z","idempotency_key":"one","data":${data}}`;
  const emitted = await expectStatus(202, adminApi<{ message_id: string }>('POST', '/v1/events', body));
  const again = await expectStatus(202, adminApi<{ message_id: string }>('POST', '/v1/events', body));
  assert.equal(again.message_id, emitted.message_id);
  const request = await eventually('the event arrives', () => Promise.resolve(receiver.received[0]));
  assert.equal(request.headers['webhook-id'], emitted.message_id);
  assert.equal(request.body, `{"event":"call.ended","timestamp":"2026-01-15T10:30:00.5Z","data":${data}}`);
});
