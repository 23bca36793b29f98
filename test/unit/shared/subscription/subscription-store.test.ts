import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Subscription } from '../../../../shared/subscription/subscription.ts';
import { createSubscriptionStore } from '../../../../shared/subscription/subscription-store.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';
import { encryptingAws } from '../encryption/encrypting-aws.ts';

const TABLE = 'subscriptions';
const bearer = { type: 'bearer', token: 'the-token' } as const;
const [secret, other] = [7, 8].map((byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`);

async function storing(context: TestContext, fields: Partial<Subscription> = {}) {
  const aws = await encryptingAws(context);
  await aws.createTable(TABLE);
  const open = (process?: { readonly makesKeys: boolean }) =>
    createSubscriptionStore({
      dynamodb: aws.dynamodb,
      table: TABLE,
      cipher: aws.cipher(process),
      now: () => aws.clock.now,
    });
  const subscription = aSubscription({ authentication: bearer, ...fields });
  const store = open();
  await store.insert(subscription);
  const row = async () => (await aws.rows(TABLE))[0] ?? {};
  return { aws, store, open, subscription, row };
}

test('a subscription comes back as it was stored, in a process that may only decrypt too', async (context) => {
  const { open, subscription } = await storing(context);
  const { accountId, id } = subscription;
  assert.deepEqual(await open({ makesKeys: false }).get(accountId, id), subscription);
});

test('neither its secret nor its credential is in the row, and what is shown of both is', async (context) => {
  const { row } = await storing(context);
  const { sealed, ...open } = await row();
  assert.ok(sealed instanceof Uint8Array);
  const text = JSON.stringify(open) + Buffer.from(sealed).toString('latin1');
  for (const hidden of [secret, secret?.slice(6), 'the-token']) assert.ok(!text.includes(String(hidden)));
  assert.deepEqual([open['signature'], open['authentication']], ['hmac-sha256', { type: 'bearer' }]);
});

test('a list needs no key, and shows how a subscription signs and proves itself', async (context) => {
  const { aws, open } = await storing(context);
  aws.failOn('Decrypt');
  const { subscriptions } = await open({ makesKeys: false }).list('demo', { limit: 10 });
  assert.deepEqual(
    subscriptions.map(({ signature, shownAuthentication }) => [signature, shownAuthentication]),
    [['hmac-sha256', { type: 'bearer' }]],
  );
  assert.ok(!('secrets' in (subscriptions[0] ?? {})));
});

test('a change of something else leaves what is sealed as it is', async (context) => {
  const { store, subscription, row } = await storing(context);
  const before = await row();
  const changed = await store.change('demo', subscription.id, () => ({ description: 'new' }));
  assert.deepEqual((await row())['sealed'], before['sealed']);
  assert.deepEqual(
    [changed?.description, changed?.secrets, changed?.authentication],
    ['new', subscription.secrets, bearer],
  );
});

test('a change of the secrets keeps the credential, and the other way round', async (context) => {
  const { store, subscription } = await storing(context);
  const { id } = subscription;
  const secrets = [{ secret: String(other), createdAt: 1 }, ...subscription.secrets];
  const rotated = await store.change('demo', id, () => ({ secrets }));
  assert.deepEqual([rotated?.secrets, rotated?.authentication], [secrets, bearer]);
  const open = await store.change('demo', id, () => ({ authentication: undefined }));
  assert.deepEqual([open?.secrets, open?.authentication], [secrets, undefined]);
  const [listed] = (await store.list('demo', { limit: 1 })).subscriptions;
  assert.deepEqual(listed?.shownAuthentication, { type: 'none' });
});

test('rejects a row whose sealed part was moved there from another subscription', async (context) => {
  const { aws, store, subscription, row } = await storing(context);
  const victim = aSubscription({ id: 'sub_0190c0ffee0190c0ffee0190c0ffee02' });
  await store.insert(victim);
  const forged = { ...(await row()), sk: victim.id, id: victim.id };
  await aws.dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: marshall(forged) }));
  await assert.rejects(store.get('demo', victim.id), { code: 'seal_unreadable' });
  assert.deepEqual(await store.get('demo', subscription.id), subscription);
});

test('rejects a subscription whose account key was erased, and still lists it', async (context) => {
  const { aws, store, open, subscription } = await storing(context);
  await aws.cipher().erase('demo');
  await assert.rejects(open().get('demo', subscription.id), { code: 'account_key_erased' });
  assert.equal((await store.list('demo', { limit: 10 })).subscriptions.length, 1);
});

test('a subscription that is being deleted opens without the key of its erased account, and without secrets', async (context) => {
  const { aws, store, open, subscription } = await storing(context);
  const { accountId, id } = subscription;
  await aws.cipher().erase(accountId);
  const late = open({ makesKeys: false });
  await assert.rejects(late.get(accountId, id), { code: 'account_key_erased' });
  assert.equal(await store.changeSeen(subscription, { status: 'deleting', deletedAt: 7 }), true);
  assert.equal(await store.changeSeen(subscription, { deletedAt: 8 }), false, 'it has moved on');
  const { authentication: _, ...rest } = subscription;
  assert.deepEqual(await late.get(accountId, id), {
    ...rest,
    secrets: [],
    status: 'deleting',
    deletedAt: 7,
    generation: subscription.generation + 1,
    updatedAt: aws.clock.now,
  });
});
