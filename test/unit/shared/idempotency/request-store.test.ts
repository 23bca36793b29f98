import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { idempotentRequest } from '../../../../shared/idempotency/idempotent-request.ts';
import { createRequestStore } from '../../../../shared/idempotency/request-store.ts';
import { accountsTable } from '../account/accounts-table.ts';

const asked = { apiKey: 'whk_one', idempotencyKey: 'k1', route: 'POST /v1/subscriptions', text: '{"a":1}' };
const request = idempotentRequest(asked);
const answer = { status: 201, body: { id: 'sub_1', secret: 'whsec_marker' } };

async function store(context: TestContext) {
  const world = await accountsTable(context);
  const { dynamodb, table, clock } = world;
  return { ...world, requests: createRequestStore({ dynamodb, table, now: () => clock.now }) };
}

async function begun(requests: ReturnType<typeof createRequestStore>, of = request): Promise<string> {
  const result = await requests.begin(of);
  assert.equal(result.state, 'begun');
  return result.state === 'begun' ? result.holder : '';
}

test('the first is done and every other one is given its answer', async (context) => {
  const { requests } = await store(context);
  await requests.finish(request, await begun(requests), answer);
  assert.deepEqual(await requests.begin(request), { state: 'answered', answer });
  assert.deepEqual(await requests.begin(idempotentRequest(asked)), { state: 'answered', answer });
});

test('of many at once one is done and the others are running', async (context) => {
  const { requests } = await store(context);
  const states = (await Promise.all(Array.from({ length: 8 }, () => requests.begin(request)))).map(
    ({ state }) => state,
  );
  assert.deepEqual(states.toSorted(), ['begun', ...Array<string>(7).fill('running')]);
});

test('the same key means another request with another API key or on another route', async (context) => {
  const { requests } = await store(context);
  await begun(requests);
  await begun(requests, idempotentRequest({ ...asked, apiKey: 'whk_two' }));
  await begun(requests, idempotentRequest({ ...asked, route: 'DELETE /v1/subscriptions/{id}' }));
});

test('rejects another request of the same key, before and after the first is answered', async (context) => {
  const { requests, clock } = await store(context);
  const other = idempotentRequest({ ...asked, text: '{"a":2}' });
  const holder = await begun(requests);
  assert.deepEqual(await requests.begin(other), { state: 'other' });
  await requests.finish(request, holder, answer);
  clock.now += 60_000;
  assert.deepEqual(await requests.begin(other), { state: 'other' });
});

test('a released request is made anew', async (context) => {
  const { requests, rows } = await store(context);
  await requests.release(request, await begun(requests));
  assert.deepEqual(await rows(), []);
  await begun(requests);
});

test('a request whose function died is taken on again after its lease, and the dead one changes nothing then', async (context) => {
  const { requests, clock } = await store(context);
  const dead = await begun(requests);
  clock.now += 30_000;
  assert.deepEqual(await requests.begin(request), { state: 'running' });
  clock.now += 1;
  const taken = await requests.begin(request);
  assert.ok(taken.state === 'begun');
  assert.equal(taken.begunAt, 1_000, 'what it makes is given the ids of the first try');
  const alive = taken.holder;
  await requests.finish(request, dead, { status: 500 });
  await requests.release(request, dead);
  assert.deepEqual(await requests.begin(request), { state: 'running' });
  await requests.finish(request, alive, answer);
  assert.deepEqual(await requests.begin(request), { state: 'answered', answer });
});

test('of many that take over from a dead one, one does', async (context) => {
  const { requests, clock } = await store(context);
  await begun(requests);
  clock.now += 30_001;
  const states = await Promise.all(Array.from({ length: 5 }, () => requests.begin(request)));
  assert.equal(states.filter(({ state }) => state === 'begun').length, 1);
});

test('an answer is kept for a day, also while the table still has the row', async (context) => {
  const { requests, clock } = await store(context);
  await requests.finish(request, await begun(requests), answer);
  clock.now += 86_399_000;
  assert.deepEqual(await requests.begin(request), { state: 'answered', answer });
  clock.now += 1_000;
  await begun(requests);
});

test('the table has neither the key nor the answer, and no digest of the body that could be guessed at', async (context) => {
  const { requests, rows } = await store(context);
  await requests.finish(request, await begun(requests), answer);
  const text = JSON.stringify(await rows());
  for (const marker of ['k1', 'whk_one', 'whsec_marker', 'sub_1']) assert.ok(!text.includes(marker), marker);
  const elsewhere = idempotentRequest({ ...asked, apiKey: 'whk_two' });
  assert.notEqual(elsewhere.fingerprint, request.fingerprint);
});
