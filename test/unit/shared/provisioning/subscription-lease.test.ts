import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProvisioningClients } from '../../../../shared/provisioning/apply-subscription.ts';
import { reconcile } from '../../../../shared/provisioning/reconcile.ts';
import type { ResourceSettings } from '../../../../shared/provisioning/resource-settings.ts';
import { createSubscriptionLease } from '../../../../shared/provisioning/subscription-lease.ts';
import { createSubscriptionStore } from '../../../../shared/subscription/subscription-store.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';
import { encryptingAws } from '../encryption/encrypting-aws.ts';

const settings = {
  prefix: 'webhooks-test',
  eventBusName: 'webhooks-test',
  shardCount: 1,
  deliverFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:deliver',
} as ResourceSettings;

test('a subscription that cannot be made true goes behind all others that wait, and waits for no longer', async (t) => {
  const { dynamodb, cipher: newCipher, createTable, clock, rows } = await encryptingAws(t);
  await createTable('subscriptions');
  const now = () => clock.now;
  const stored = { dynamodb, table: 'subscriptions', cipher: newCipher(), now };
  const subscriptions = createSubscriptionStore(stored);
  await subscriptions.insert(aSubscription());
  const clients = { sqs: { send: () => Promise.reject(new Error('a quota')) } };
  const run = () =>
    reconcile(
      {
        clients: clients as unknown as ProvisioningClients,
        settings,
        publicKeys: { put: () => Promise.resolve() },
        lease: createSubscriptionLease({ ...stored, get: subscriptions.get, holder: String(now()) }),
        subscriptions,
        removed: { add: () => Promise.resolve() },
        now,
      },
      { accountId: 'demo', id: aSubscription().id },
    );
  for (let tick = 0; tick < 2; tick++) {
    clock.now += 60_000;
    await assert.rejects(run(), /a quota/);
    const [row] = await rows('subscriptions');
    assert.deepEqual(
      [row?.['dirty'], row?.['dirty_at'], row?.['lease_until']],
      ['dirty', clock.now, undefined],
    );
  }
});
