import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Received, startReceiver } from '../e2e/support/receiver.ts';
import { startCrashWorld } from './crash-world.ts';

/** An answer that never comes, because the one who waits for it is dead. */
const never = new Promise<never>(() => undefined);

describe('a function that is killed', { concurrency: true }, () => {
  test('in the middle of a batch loses nothing of it', async () => {
    await using cleanup = new AsyncDisposableStack();
    const world = await startCrashWorld(4);
    cleanup.defer(() => world.stop());
    const receiver = await startReceiver((_request, count) => {
      if (count !== 5) return { status: 204 };
      world.killDeliver();
      return never;
    });
    cleanup.defer(() => receiver.stop());

    const id = await world.subscribe({ url: receiver.url, events: ['call.ended'] });
    await world.emit('call.ended', 10);
    await world.drained(id);
    assert.match(await world.stack.traces.waitFor(/comes back/), /the function failed/);
    assert.deepEqual(numbers(receiver.received), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const messageId of messageIds(receiver.received)) {
      const delivery = await world.delivery(id, messageId);
      assert.equal(delivery?.status, 'delivered');
      // A machine that is slow enough to let a claimed attempt run out has it on record as interrupted first.
      assert.deepEqual(
        delivery.attempts.map(({ number, outcome, error_code: code }) => [number, code ?? outcome]),
        delivery.attempts.map((_, index) => [
          index + 1,
          index + 1 === delivery.attempts.length ? 'delivered' : 'interrupted',
        ]),
      );
    }
    assert.equal((await world.deadLetters(id)).size, 0);
  });

  test('has the attempt that it had claimed on record as interrupted, and the next number follows', async () => {
    await using cleanup = new AsyncDisposableStack();
    const world = await startCrashWorld(4);
    cleanup.defer(() => world.stop());
    const receiver = await startReceiver((_request, count) => {
      if (count > 2) return { status: 204 };
      world.killDeliver();
      return never;
    });
    cleanup.defer(() => receiver.stop());

    const id = await world.subscribe({ url: receiver.url, events: ['call.ended'] });
    await world.emit('call.ended', 1);
    await world.drained(id);
    assert.deepEqual(
      receiver.received.map(({ headers }) => headers['webhook-attempt']),
      ['1', '1', '2'],
    );
    const [messageId = ''] = messageIds(receiver.received);
    const delivery = await world.delivery(id, messageId);
    assert.equal(delivery?.status, 'delivered');
    assert.deepEqual(
      delivery.attempts.map(({ number, outcome, error_code: code }) => [number, outcome, code]),
      [
        [1, 'retryable', 'interrupted'],
        [2, 'delivered', null],
      ],
    );
  });

  test('by one message at every attempt uses up its policy and takes no other with it', async () => {
    const POISON = 3;
    await using cleanup = new AsyncDisposableStack();
    const world = await startCrashWorld(4);
    cleanup.defer(() => world.stop());
    const receiver = await startReceiver((request) => {
      if (numberOf(request) !== POISON) return { status: 204 };
      // By then the others of the batch are answered, and those that were claimed are on record.
      setTimeout(() => world.killDeliver(), 300);
      return never;
    });
    cleanup.defer(() => receiver.stop());

    const retry = { schedule_seconds: [1] };
    const id = await world.subscribe({ url: receiver.url, events: ['call.ended'], retry_policy: retry });
    await world.emit('call.ended', 6);
    await world.drained(id);
    assert.deepEqual(numbers(receiver.received), [0, 1, 2, 3, 4, 5]);
    const letters = await world.deadLetters(id);
    for (const request of receiver.received) {
      const messageId = String(request.headers['webhook-id']);
      const delivery = await world.delivery(id, messageId);
      const isPoison = numberOf(request) === POISON;
      assert.equal(delivery?.status, isPoison ? 'exhausted' : 'delivered');
      assert.equal(letters.get(messageId), isPoison ? 'attempts_exhausted' : undefined);
      if (!isPoison) continue;
      assert.deepEqual(
        delivery.attempts.map(({ number, error_code: code }) => [number, code]),
        [
          [1, 'interrupted'],
          [2, 'interrupted'],
        ],
      );
    }
  });

  test('at the end of the grace of a stop holds up the stop no longer', async () => {
    const GRACE_MS = 500;
    await using cleanup = new AsyncDisposableStack();
    const world = await startCrashWorld(30, { stopGraceMs: GRACE_MS });
    const receiver = await startReceiver(() => never);
    cleanup.defer(() => receiver.stop());
    await world.subscribe({ url: receiver.url, events: ['call.ended'] });
    await world.emit('call.ended', 1);
    await receiver.waitFor(1);
    const begin = performance.now();
    await world.stop();
    const tookMs = performance.now() - begin;
    // The endpoint would have held it up for the 15 s that a request may take.
    assert.ok(tookMs >= GRACE_MS && tookMs < 10_000, `the stop took ${tookMs} ms`);
    const said = world.stack.traces.lines.filter((line) => line.includes('running'));
    assert.match(said[0] ?? '', /^Waiting for webhooks-test-deliver \(1 running\), at most 0\.5 s in all/);
    assert.match(said[1] ?? '', /^Broken off.*: webhooks-test-deliver \(1 running\)/);
  });
});

function numberOf({ body }: Received): number {
  return (JSON.parse(body) as { data: { n: number } }).data.n;
}

/** Which events came, each once, in order. */
function numbers(received: readonly Received[]): readonly number[] {
  return [...new Set(received.map(numberOf))].toSorted((a, b) => a - b);
}

function messageIds(received: readonly Received[]): readonly string[] {
  return [...new Set(received.map(({ headers }) => String(headers['webhook-id'])))];
}
