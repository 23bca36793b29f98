import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createAccount, expectStatus } from './support/api.ts';
import { fillDeadLetterQueue } from './support/dead-letters.ts';
import { eventually } from './support/eventually.ts';
import { endOfJob, type JobResource, startJob } from './support/job.ts';
import { putEvents } from './support/put-events.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { createSubscription } from './support/subscription.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

test('a redrive delivers every dead letter once the endpoint is mended, and says how many there are before', async (t) => {
  const world = await account(t);
  const answer = { status: 500 };
  const receiver = await receiverOf(t, () => answer.status);
  const { path } = await world.subscribe(receiver);
  await world.emit(3);
  await world.count(path, 'exhausted', 3);
  const dryRun = await eventually('all three are dead letters', async () => {
    const body = await expectStatus(200, world.api('POST', `${path}/redrive`, { dry_run: true }));
    return (body['estimate'] as { messages: number }).messages === 3 && body;
  });
  assert.deepEqual(dryRun, { dry_run: true, estimate: { messages: 3, approximate: true } });
  answer.status = 204;
  const job = await startJob(world.api, `${path}/redrive`);
  const ended = await endOfJob(world.api, job.id);
  assert.deepEqual([ended.status, ended.progress.moved], ['completed', 3]);
  await world.count(path, 'delivered', 3);
  assert.equal(await world.delivered(path, 'exhausted'), 0);
});

test('a replay of everything sends each message of its span once more, to its subscription alone', async (t) => {
  const world = await account(t);
  const receiver = await receiverOf(t, () => 204);
  const { path } = await world.subscribe(receiver);
  const other = await receiverOf(t, () => 204);
  await world.subscribe(other);
  await world.emit(2);
  await world.count(path, 'delivered', 2);
  const order = { from: ago(MINUTE_MS), mode: 'all' };
  const dryRun = await expectStatus(200, world.api('POST', `${path}/replay`, { ...order, dry_run: true }));
  assert.deepEqual([dryRun['clipped'], dryRun['estimate']], [false, { messages: 2, approximate: true }]);
  const job = await startJob(world.api, `${path}/replay`, order);
  const { status, progress } = await endOfJob(world.api, job.id);
  assert.equal(status, 'completed');
  assert.ok(Date.parse(String(progress.replayed_to)) > 0, JSON.stringify(progress));
  await receiver.waitFor(4);
  await eventually('both have a second round', async () => {
    const { body } = await world.api<{ data: { round: number; status: string }[] }>(
      'GET',
      `${path}/deliveries`,
    );
    return body.data.every(({ round, status }) => round === 2 && status === 'delivered');
  });
  assert.equal(receiver.received.length, 4);
  assert.equal(other.received.length, 2);
});

test('a dry run of a replay says to what the archive shortens its span, and rejects what it has not', async (t) => {
  const world = await account(t);
  const { path } = await world.subscribe(await receiverOf(t, () => 204));
  const dryRun = { from: ago(400 * DAY_MS), to: ago(0), mode: 'all', dry_run: true };
  const told = await expectStatus(200, world.api('POST', `${path}/replay`, dryRun));
  assert.equal(told['clipped'], true);
  const retained = Date.now() - Date.parse(String(told['from']));
  assert.ok(retained >= 30 * DAY_MS && retained < 399 * DAY_MS, String(told['from']));
  for (const [from, to, field] of [
    [ago(400 * DAY_MS), ago(399 * DAY_MS), 'to'],
    [ago(-MINUTE_MS), null, 'from'],
    [ago(MINUTE_MS), ago(2 * MINUTE_MS), 'to'],
  ] as const) {
    const order = { from, to, dry_run: true };
    const refused = world.api<{ errors: { got: string; field: string }[] }>('POST', `${path}/replay`, order);
    const [error] = (await expectStatus(422, refused)).errors;
    assert.deepEqual([error?.field, error?.got], [field, order[field]]);
  }
  const { data } = await expectStatus(200, world.api<{ data: object[] }>('GET', '/v1/jobs'));
  assert.deepEqual(data, []);
});

test('a replay of everything leaves out what lies outside its span, close as it may be', async (t) => {
  const world = await account(t);
  const receiver = await receiverOf(t, () => 204);
  const { path } = await world.subscribe(receiver);
  await world.emit(1);
  await world.count(path, 'delivered', 1);
  const job = await startJob(world.api, `${path}/replay`, {
    from: ago(2 * MINUTE_MS),
    to: ago(MINUTE_MS),
    mode: 'all',
  });
  assert.equal((await endOfJob(world.api, job.id)).status, 'completed');
  // What the replay brought is through the queue when an event that was put after it has arrived.
  await world.emit(1);
  await world.count(path, 'delivered', 2);
  assert.equal(receiver.received.length, 2);
});

test('a replay of what is missing sends what is exhausted and nothing that was delivered', async (t) => {
  const world = await account(t);
  const answer = { status: 204 };
  const receiver = await receiverOf(t, () => answer.status);
  const { path } = await world.subscribe(receiver);
  await world.emit(2);
  await world.count(path, 'delivered', 2);
  answer.status = 500;
  await world.emit(1);
  await world.count(path, 'exhausted', 1);
  answer.status = 204;
  const job = await startJob(world.api, `${path}/replay`, { from: ago(MINUTE_MS) });
  assert.equal((await endOfJob(world.api, job.id)).status, 'completed');
  await world.count(path, 'delivered', 3);
  assert.equal(receiver.received.length, 4);
});

test('a replay of what is missing leaves the schedule of a message that is being retried as it was', async (t) => {
  const world = await account(t);
  const receiver = await startReceiver((_request, count) => ({ status: count === 1 ? 500 : 204 }));
  t.after(() => receiver.stop());
  const { path } = await world.subscribe(receiver, { retry_policy: { schedule_seconds: [6] } });
  await world.emit(1);
  await world.count(path, 'retrying', 1);
  const nextAt = async () => {
    const { body } = await world.api<{ data: { next_at: string }[] }>('GET', `${path}/deliveries`);
    return body.data[0]?.next_at;
  };
  const before = await nextAt();
  const job = await startJob(world.api, `${path}/replay`, { from: ago(MINUTE_MS) });
  assert.equal((await endOfJob(world.api, job.id)).status, 'completed');
  assert.equal(await nextAt(), before);
  const [, second] = await receiver.waitFor(2);
  assert.ok((second?.at ?? 0) >= Date.parse(before ?? ''), 'the retry came at its time');
  await world.count(path, 'delivered', 1);
  assert.equal(receiver.received.length, 2);
});

test('enabling and a replay since then recover what a disabled subscription missed', async (t) => {
  const world = await account(t);
  const receiver = await receiverOf(t, () => 204);
  const { path } = await world.subscribe(receiver);
  await world.emit(1);
  await world.count(path, 'delivered', 1);
  const disabled = await expectStatus(200, world.api('POST', `${path}/disable`));
  const refused = await world.api('POST', `${path}/replay`, { from: disabled['disabled_at'] });
  assert.deepEqual([refused.status, refused.body['code']], [409, 'subscription_not_active']);
  await world.emit(2);
  await expectStatus(200, world.api('POST', `${path}/enable`));
  const job = await startJob(world.api, `${path}/replay`, { from: disabled['disabled_at'] });
  const ended = await endOfJob(world.api, job.id);
  assert.equal(ended.status, 'completed');
  assert.ok(
    Date.parse(String(ended.to)) >= Date.parse(String(ended['created_at'])),
    'until the rule applied',
  );
  await world.count(path, 'delivered', 3);
  assert.equal(receiver.received.length, 3);
});

test('a new subscription starts from a past time, and misses nothing in between', async (t) => {
  const world = await account(t);
  await world.emit(2);
  const receiver = await receiverOf(t, () => 204);
  const { path, created } = await world.subscribe(receiver, { start_from: ago(MINUTE_MS) });
  const jobId = String(created['start_job_id']);
  await world.emit(1);
  assert.equal((await endOfJob(world.api, jobId)).status, 'completed');
  await world.count(path, 'delivered', 3);
  const { body } = await world.api<{ data: { id: string }[] }>('GET', '/v1/jobs');
  assert.deepEqual(
    body.data.map(({ id }) => id),
    [jobId],
  );
});

test('a job that waits is cancelled before it has begun, and one at its end is not', async (t) => {
  const world = await account(t);
  const receiver = await receiverOf(t, () => 204);
  const { path } = await world.subscribe(receiver);
  await world.emit(1);
  await world.count(path, 'delivered', 1);
  // The archive is sure to have the end of the span only a second from now.
  const job = await startJob(world.api, `${path}/replay`, { from: ago(MINUTE_MS), to: ago(0), mode: 'all' });
  await expectStatus(202, world.api('POST', `/v1/jobs/${job.id}/cancel`));
  const ended = await endOfJob(world.api, job.id);
  assert.equal(ended.status, 'cancelled');
  const again = await world.api('POST', `/v1/jobs/${job.id}/cancel`);
  assert.deepEqual([again.status, again.body['code']], [409, 'job_ended']);
  const { api: other } = await createAccount();
  assert.equal((await other('GET', `/v1/jobs/${job.id}`)).status, 404);
  assert.equal((await other('POST', `/v1/jobs/${job.id}/cancel`)).status, 404);
});

test('a redrive that runs is cancelled, and what it has moved stays moved', async (t) => {
  const world = await account(t);
  const receiver = await receiverOf(t, () => 204);
  const { created, path } = await world.subscribe(receiver);
  // While it is paused, what is moved stays where it is.
  await expectStatus(200, world.api('POST', `${path}/pause`));
  await fillDeadLetterQueue(created.id, 1_000);
  const job = await startJob(world.api, `${path}/redrive`);
  await eventually('it runs', async () => {
    const { body } = await world.api('GET', `/v1/jobs/${job.id}`);
    return body['status'] === 'running';
  });
  await expectStatus(202, world.api('POST', `/v1/jobs/${job.id}/cancel`));
  const { status, progress } = await endOfJob(world.api, job.id);
  assert.equal(status, 'cancelled');
  assert.ok((progress.moved ?? 0) < 1_000 && progress.total === 1_000, JSON.stringify(progress));
});

test('two replays of one account run one after the other', async (t) => {
  const world = await account(t);
  const receiver = await receiverOf(t, () => 204);
  const { path } = await world.subscribe(receiver);
  await world.emit(1);
  await world.count(path, 'delivered', 1);
  const order = { from: ago(MINUTE_MS), mode: 'all' };
  const jobs = await Promise.all([1, 2].map(() => startJob(world.api, `${path}/replay`, order)));
  const ended = await Promise.all(jobs.map(({ id }) => endOfJob(world.api, id)));
  const [first, second] = ended.toSorted((a, b) => startOf(a) - startOf(b));
  assert.deepEqual([first?.status, second?.status], ['completed', 'completed']);
  assert.ok(
    first && second && Date.parse(String(first['ended_at'])) <= startOf(second),
    JSON.stringify(ended),
  );
  await receiver.waitFor(3);
});

async function account(t: TestContext) {
  const { api, accountId } = await createAccount();
  t.diagnostic(accountId);
  const delivered = async (path: string, status: string) => {
    const { body } = await api<{ data: unknown[] }>('GET', `${path}/deliveries?status=${status}`);
    return body.data.length;
  };
  return {
    api,
    delivered,
    emit: (count: number) =>
      putEvents(
        Array.from({ length: count }, (_, n) => ({
          type: 'call.ended',
          detail: { account_id: accountId, data: { n } },
        })),
      ),
    async subscribe(receiver: Receiver, fields: object = {}) {
      const created = await createSubscription(api, {
        url: receiver.url,
        retry_policy: { schedule_seconds: [] },
        ...fields,
      });
      return { created, path: `/v1/subscriptions/${created.id}` };
    },
    count: (path: string, status: string, wanted: number) =>
      eventually(`${wanted} are ${status}`, async () => (await delivered(path, status)) === wanted),
  };
}

async function receiverOf(t: TestContext, status: () => number): Promise<Receiver> {
  const receiver = await startReceiver(() => ({ status: status() }));
  t.after(() => receiver.stop());
  return receiver;
}

function startOf({ started_at: at }: JobResource): number {
  return Date.parse(String(at));
}

function ago(ms: number): string {
  return new Date(Date.now() - ms).toISOString();
}
