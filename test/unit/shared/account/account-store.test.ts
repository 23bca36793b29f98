import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultLimits } from '../../../../shared/account/default-limits.ts';
import type { Account } from '../../../../shared/account/account.ts';
import { accountsTable } from './accounts-table.ts';

const acme: Account = {
  id: 'acme',
  name: 'Acme',
  limits: { ...defaultLimits, subscriptions: 3 },
  createdAt: 5,
  updatedAt: 5,
};
const { name: _name, ...nameless } = acme;

test('an account comes back as it was stored, and a taken id is left alone', async (context) => {
  const { accounts } = await accountsTable(context);
  assert.equal(await accounts.create(acme), true);
  assert.deepEqual(await accounts.get('acme'), acme);
  assert.equal(await accounts.create({ ...nameless, createdAt: 9 }), false);
  assert.deepEqual(await accounts.get('acme'), acme);
  assert.equal(await accounts.get('nobody'), undefined);
});

test('a change touches what it names, removes what is undefined, and makes no account', async (context) => {
  const { accounts, clock } = await accountsTable(context);
  await accounts.create(acme);
  clock.now = 7;
  assert.deepEqual(await accounts.change('acme', { limits: { subscriptions: 4 }, deletingAt: 6 }), {
    ...acme,
    limits: { ...defaultLimits, subscriptions: 4 },
    deletingAt: 6,
    updatedAt: 7,
  });
  assert.deepEqual(await accounts.change('acme', { name: undefined, deletingAt: undefined }), {
    ...nameless,
    limits: { ...defaultLimits, subscriptions: 4 },
    updatedAt: 7,
  });
  assert.equal(await accounts.change('nobody', { name: 'x' }), undefined);
  assert.equal(await accounts.get('nobody'), undefined);
});

test('accounts are listed by id, page by page', async (context) => {
  const { accounts } = await accountsTable(context);
  for (const id of ['c', 'a', 'd', 'b']) await accounts.create({ ...acme, id });
  const first = await accounts.list({ limit: 3 });
  assert.deepEqual([first.accounts.map(({ id }) => id), first.next], [['a', 'b', 'c'], 'c']);
  const second = await accounts.list({ limit: 3, after: 'c' });
  assert.deepEqual([second.accounts.map(({ id }) => id), second.next], [['d'], undefined]);
});

test('a creation that died is not seen, and is done by repeating it', async (context) => {
  const { accounts, dieAfter, live } = await accountsTable(context);
  dieAfter(1);
  await assert.rejects(accounts.create(acme));
  live();
  assert.deepEqual((await accounts.list({ limit: 10 })).accounts, []);
  assert.equal(await accounts.create(acme), true);
  assert.deepEqual((await accounts.list({ limit: 10 })).accounts, [acme]);
});

test('a removal that died is not seen, and leaves nothing when it is repeated', async (context) => {
  const { accounts, dieAfter, live, rows } = await accountsTable(context);
  await accounts.create({ ...acme, deletingAt: 6 });
  dieAfter(1);
  await assert.rejects(accounts.remove('acme'));
  live();
  assert.deepEqual((await accounts.list({ limit: 10 })).accounts, []);
  await accounts.remove('acme');
  assert.deepEqual(await rows(), []);
});

test('an account that is not being erased is not removed: it was made anew under the id of one that was', async (context) => {
  const { accounts } = await accountsTable(context);
  await accounts.create(acme);
  await accounts.remove('acme');
  assert.deepEqual((await accounts.list({ limit: 10 })).accounts, [acme]);
});
