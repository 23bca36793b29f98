import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAccount, expectStatus } from './support/api.ts';
import { eventually } from './support/eventually.ts';
import { putEvents } from './support/put-events.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { createSubscription } from './support/subscription.ts';

/** Ten seconds tell a limit that is not applied; a minute measures it. */
const SECONDS = Number(process.env['RATE_LIMIT_SECONDS'] ?? 10);
const receivers: Receiver[] = [];
after(() => Promise.all(receivers.map((receiver) => receiver.stop())));

for (const rate of [1, 10, 100])
  test(`a limit of ${rate} per second is kept within 10 % across functions, without using up attempts`, async () => {
    const { accountId, api } = await createAccount();
    const receiver = await startReceiver();
    receivers.push(receiver);
    const { id } = await createSubscription(api, {
      url: receiver.url,
      max_concurrency: 50,
      rate_limit_per_second: rate,
    });
    const count = rate * SECONDS;
    const detail = { account_id: accountId, data: {} };
    await putEvents(Array.from({ length: count }, () => ({ type: 'call.ended', detail })));
    const received = await receiver.waitFor(count, SECONDS * 2_000 + 10_000);
    const first = received[0]?.at ?? 0;
    const took = ((received.at(-1)?.at ?? 0) - first) / 1_000;
    const measured = (count - 1) / took;
    assert.ok(measured <= rate * 1.1, `${measured} per second`);
    assert.ok(measured >= rate * 0.9, `${measured} per second`);
    assert.deepEqual(new Set(received.map(({ headers }) => headers['webhook-attempt'])), new Set(['1']));
    await eventually('every delivery is on record with one attempt', async () => {
      const path = `/v1/subscriptions/${id}/deliveries?status=delivered&limit=100`;
      const { data } = await expectStatus(200, api<{ data: { attempt_count: number }[] }>('GET', path));
      return data.length === Math.min(count, 100) && data.every(({ attempt_count }) => attempt_count === 1);
    });
  });
