import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAccount } from './support/api.ts';
import { putEvents } from './support/put-events.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { createSubscription } from './support/subscription.ts';

const receivers: Receiver[] = [];
after(() => Promise.all(receivers.map((receiver) => receiver.stop())));

test('fifty endpoints that hang slow the fifty-first down by nothing that its customer would see', async () => {
  const healthy = await aReceiver({ status: 204 });
  const hanging = await aReceiver('never');
  const dead = await createAccount();
  for (let count = 0; count < 50; count += 10)
    await Promise.all(
      Array.from({ length: 10 }, () =>
        createSubscription(dead.api, { url: hanging.url, timeout_seconds: 3 }),
      ),
    );
  const alive = await createAccount();
  await createSubscription(alive.api, { url: healthy.url });
  await putEvents([{ type: 'call.ended', detail: { account_id: dead.accountId, data: {} } }]);
  await hanging.waitFor(50);
  const sentAt = Date.now();
  await putEvents([{ type: 'call.ended', detail: { account_id: alive.accountId, data: {} } }]);
  const [request] = await healthy.waitFor(1);
  assert.ok(request && request.at - sentAt < 2_000, `${(request?.at ?? 0) - sentAt} ms`);
});

async function aReceiver(answer: { status: number } | 'never'): Promise<Receiver> {
  const receiver = await startReceiver(() => (answer === 'never' ? new Promise(() => undefined) : answer));
  receivers.push(receiver);
  return receiver;
}
