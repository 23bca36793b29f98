import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { createEraser } from '../../../../lambdas/reconcile/eraser.ts';
import { beginErasure } from '../../../../shared/account/begin-erasure.ts';
import { createErasureList } from '../../../../shared/account/erasure-list.ts';
import { createRemovedSubscriptions } from '../../../../shared/subscription/removed-subscriptions.ts';
import { accountsTable } from '../../shared/account/accounts-table.ts';
import { createTables, rowsNaming, storeAll } from './account-to-erase.ts';

/** Six of each of two subscriptions. */
const DELIVERIES = 12;
const QUIET_MS = 1_000;
/** Every third write dies in one run of the tests, each of them over some runs; a failure names which. */
const STRIDE = 3;

async function anEraser(context: TestContext, subscriptions = 2) {
  const logged = context.mock.method(console, 'error', () => undefined);
  const world = await accountsTable(context);
  const { dynamodb, table, clock, accounts, keys } = world;
  await createTables(dynamodb);
  const now = () => clock.now;
  const broken = new Set<string>();
  const erasures = createErasureList({ dynamodb, table, now });
  const eraser = createEraser({
    dynamodb,
    accountsTable: table,
    subscriptionsTable: 'subscriptions',
    deliveriesTable: 'deliveries',
    removed: createRemovedSubscriptions({ dynamodb, table: 'subscriptions', now, retentionSeconds: 1 }),
    subscriptions: {
      list: () => Promise.resolve({ subscriptions: [] }),
      changeSeen: () => Promise.reject(new Error('There is none.')),
    },
    cipher: {
      erase: async (accountId) => {
        if (broken.has(accountId)) throw new Error('an outage');
      },
    },
    reconcileOne: () => Promise.reject(new Error('There is none.')),
    now,
    quietMs: QUIET_MS,
  });
  const store = (accountId: string) => storeAll(world, accountId, subscriptions);
  const begin = async (accountId: string) => {
    await beginErasure({ accounts, keys, erasures }, accountId, clock.now);
    clock.now += QUIET_MS;
  };
  return {
    ...world,
    erasures,
    eraser,
    store,
    begin,
    logged,
    broken,
    naming: (word: string) => rowsNaming(dynamodb, word),
  };
}

test('an erasure that dies at any write is gone on with, and leaves nothing of the account', async (context) => {
  const { eraser, erasures, store, begin, naming, dieAfter, live, clock, accounts } = await anEraser(
    context,
    1,
  );
  await store('globex');
  const others = await naming('globex');
  for (let writes = randomInt(STRIDE); ; writes += STRIDE) {
    await store('acme');
    await begin('acme');
    dieAfter(writes);
    const died = await eraser
      .eraseNow('acme', () => true)
      .then(
        () => false,
        () => true,
      );
    live();
    if (!died) {
      assert.ok(writes > 20, `${writes} writes`);
      break;
    }
    clock.now += 70_001;
    await eraser.eraseDue(() => true);
    assert.equal(await accounts.get('acme'), undefined);
    // An entry of the list without its row is not shown, and is used again by an account of that id.
    const left = (await naming('acme')).filter(({ pk }) => pk !== 'ACCOUNTS');
    assert.deepEqual(left, [], `after ${writes} writes`);
    assert.deepEqual(await erasures.list(), []);
  }
  assert.deepEqual(await naming('acme'), []);
  assert.deepEqual(await naming('globex'), others, 'nothing of another account is touched');
});

test('an erasure that is short of time goes on where it stopped, and says how far it is', async (context) => {
  const { eraser, erasures, store, begin, naming } = await anEraser(context);
  await store('acme');
  await begin('acme');
  const progress: number[] = [];
  for (let turns = 1; (await erasures.list()).length > 0; turns++) {
    assert.ok(turns < 100, 'it comes to no end');
    let left = 20;
    await eraser.eraseDue(() => left-- > 0);
    progress.push(await erasures.erased('acme'));
  }
  assert.ok(progress.length > 3, `${progress.length} turns`);
  assert.equal(Math.max(...progress), DELIVERIES);
  assert.deepEqual(await naming('acme'), []);
});

test('what was under way when a subscription was deleted may end before its deliveries go', async (context) => {
  const { eraser, store, begin, naming, clock, erasures } = await anEraser(context);
  await store('acme');
  clock.now -= 1;
  await begin('acme');
  await eraser.eraseDue(() => true);
  assert.ok((await naming('msg_delivered')).length > 0);
  clock.now += 1;
  await eraser.eraseDue(() => true);
  assert.deepEqual([await naming('acme'), await erasures.list()], [[], []]);
});

test('an erasure that fails is logged, holds up no other, and is gone on with', async (context) => {
  const { eraser, store, begin, logged, broken, erasures } = await anEraser(context);
  for (const id of ['acme', 'globex', 'initech']) {
    await store(id);
    await begin(id);
  }
  broken.add('globex');
  await eraser.eraseDue(() => true);
  assert.deepEqual([await erasures.list(), logged.mock.callCount()], [['globex'], 1]);
  broken.clear();
  await eraser.eraseDue(() => true);
  assert.deepEqual(await erasures.list(), []);
});
