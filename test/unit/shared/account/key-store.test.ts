import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultLimits } from '../../../../shared/account/default-limits.ts';
import { newApiKey } from '../../../../shared/account/api-key.ts';
import { accountsTable } from './accounts-table.ts';

const made = (accountId = 'acme') => newApiKey({ accountId, role: 'manage', now: 5 });

test('a key is found by itself and listed with its account, and is nowhere in the table', async (context) => {
  const { keys, rows } = await accountsTable(context);
  const { key, stored } = made();
  await keys.add(stored);
  assert.deepEqual(await keys.find(key), stored);
  assert.deepEqual(await keys.get('acme', stored.id), stored);
  assert.deepEqual(await keys.list('acme', { limit: 10 }), { keys: [stored] });
  assert.equal(await keys.find(made().key), undefined);
  assert.ok(!JSON.stringify(await rows()).includes(key.slice(4)));
});

test("an account's keys are listed in order of creation, page by page, without another's", async (context) => {
  const { keys, accounts } = await accountsTable(context);
  await accounts.create({ id: 'acme', limits: defaultLimits, createdAt: 5, updatedAt: 5 });
  const own = [made(), made(), made()].map(({ stored }) => stored);
  for (const key of own.toReversed()) await keys.add(key);
  await keys.add(made('acme-2').stored);
  const first = await keys.list('acme', { limit: 2 });
  assert.deepEqual(first, { keys: own.slice(0, 2), next: own[1]?.id });
  assert.deepEqual(await keys.list('acme', { limit: 2, after: own[1]?.id ?? '' }), { keys: own.slice(2) });
});

test('a removed key opens nothing and leaves nothing, and may be removed again', async (context) => {
  const { keys, rows } = await accountsTable(context);
  const { key, stored } = made();
  await keys.add(stored);
  await keys.remove(stored);
  await keys.remove(stored);
  assert.equal(await keys.find(key), undefined);
  assert.deepEqual(await rows(), []);
});

test('a key whose making or removal died is listed and opens nothing', async (context) => {
  const { keys, dieAfter, live } = await accountsTable(context);
  const [half, removed] = [made(), made()];
  await keys.add(removed.stored);
  dieAfter(1);
  await assert.rejects(keys.add(half.stored));
  dieAfter(1);
  await assert.rejects(keys.remove(removed.stored));
  live();
  assert.equal(await keys.find(half.key), undefined);
  assert.equal(await keys.find(removed.key), undefined);
  assert.equal((await keys.list('acme', { limit: 10 })).keys.length, 2);
});

test('the use of a key is noted to the hour, where it is found and where it is listed', async (context) => {
  const { keys, clock, dieAfter, live } = await accountsTable(context);
  const { key, stored } = made();
  await keys.add(stored);
  clock.now = 10_000;
  await keys.markUsed(stored);
  const used = { ...stored, lastUsedAt: 10_000 };
  assert.deepEqual([await keys.find(key), await keys.get('acme', stored.id)], [used, used]);
  dieAfter(0);
  clock.now += 3_599_999;
  await keys.markUsed(used);
  live();
  clock.now = 10_000 + 3_600_000;
  await Promise.all([keys.markUsed(used), keys.markUsed(used)]);
  assert.equal((await keys.find(key))?.lastUsedAt, clock.now);
});

test('a key that is removed while it is used does not come back', async (context) => {
  const { keys, rows } = await accountsTable(context);
  const { stored } = made();
  await keys.add(stored);
  await keys.remove(stored);
  await keys.markUsed(stored);
  assert.deepEqual(await rows(), []);
});

test('a key that ends opens nothing and is not listed from that moment, also while the table still has it', async (context) => {
  const { keys, clock } = await accountsTable(context);
  const { key, stored } = newApiKey({ accountId: 'acme', role: 'read', now: 5, expiresAt: 20_000 });
  await keys.add(stored);
  clock.now = 19_999;
  assert.deepEqual(await keys.find(key), stored);
  clock.now++;
  assert.equal(await keys.find(key), undefined);
  assert.equal(await keys.get('acme', stored.id), undefined);
  assert.deepEqual(await keys.list('acme', { limit: 10 }), { keys: [] });
});
