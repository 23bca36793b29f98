import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createUsageCounter } from '../../../../shared/account/usage-counter.ts';
import { accountsTable } from './accounts-table.ts';

const use = { accountId: 'acme', what: 'requests', limit: 3 } as const;

test('so many a second pass, over all functions together, and as many in the next', async (context) => {
  const { dynamodb, table, clock } = await accountsTable(context);
  const counter = () => createUsageCounter({ dynamodb, table, now: () => clock.now });
  const [one, other] = [counter(), counter()];
  const round = async () => {
    const passed = await Promise.all([one, other, one, other, one, other].map((count) => count(use)));
    return passed.filter(Boolean).length;
  };
  assert.equal(await round(), 3);
  assert.equal(await round(), 0);
  clock.now += 1_000;
  assert.equal(await round(), 3);
});

test('accounts and kinds of use are counted apart', async (context) => {
  const { dynamodb, table, clock } = await accountsTable(context);
  const count = createUsageCounter({ dynamodb, table, now: () => clock.now });
  const one = { ...use, limit: 1 };
  assert.ok(await count(one));
  assert.ok(await count({ ...one, accountId: 'globex' }));
  assert.ok(await count({ ...one, what: 'events' }));
  assert.ok(!(await count(one)));
  assert.ok(!(await count({ ...one, accountId: 'globex' })));
});

test('a limit of none lets nothing pass, and who is over it costs no more writes', async (context) => {
  const { dynamodb, table, clock, dieAfter } = await accountsTable(context);
  const count = createUsageCounter({ dynamodb, table, now: () => clock.now });
  assert.ok(!(await count({ ...use, limit: 0 })));
  dieAfter(0);
  assert.ok(!(await count({ ...use, limit: 0 })), 'refused without a write, which would have failed');
  clock.now += 1_000;
  await assert.rejects(count(use), 'a fault is no limit');
});

test('the table drops the rows by itself', async (context) => {
  const { dynamodb, table, clock, rows } = await accountsTable(context);
  clock.now = 5_000;
  await createUsageCounter({ dynamodb, table, now: () => clock.now })(use);
  assert.deepEqual(await rows(), [{ pk: 'USAGE#acme#requests', sk: '5', count: 1, expires_at: 65 }]);
});
