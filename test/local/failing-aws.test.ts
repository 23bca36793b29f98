import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Received, startReceiver } from '../e2e/support/receiver.ts';
import { AwsError } from '../../local/endpoint/aws-error.ts';
import type { EmbeddedAwsOptions } from '../../local/embedded-aws.ts';
import { type CrashWorld, startCrashWorld } from './crash-world.ts';
import { seededRandom } from './seeded-random.ts';

const RETRY_ONCE = { schedule_seconds: [1] };

type FaultOf = NonNullable<EmbeddedAwsOptions['fault']>;

const SEED = 1;
/** Of the calls that `deliver` makes, and of the receives. */
const FAILING = 0.25;
const DUPLICATED = 0.3;

/** How many events of each type; those that always fail are too few to open the breaker. */
const EVENTS = { 'call.ended': 30, 'call.started': 30, 'call.failed': 4 };

describe('while AWS throttles, loses answers and hands messages out twice', { concurrency: true }, () => {
  test(`every message is delivered or dead-lettered, and no attempt number is skipped or repeated (seed ${SEED})`, async () => {
    await using cleanup = new AsyncDisposableStack();
    const random = seededRandom(SEED);
    const world = await startCrashWorld(3, {
      fault: ofDeliver(someFail(random)),
      duplicate: () => random() < DUPLICATED,
    });
    cleanup.defer(() => world.stop());
    const answered = new Map<string, number[]>();
    const receiver = await startReceiver((request) => answerByType(answered, request));
    cleanup.defer(() => receiver.stop());

    const ids = new Map<string, string>();
    for (const type of Object.keys(EVENTS))
      ids.set(type, await world.subscribe({ url: receiver.url, events: [type], retry_policy: RETRY_ONCE }));
    for (const [type, count] of Object.entries(EVENTS)) await world.emit(type, count);
    await Promise.all([...ids.values()].map((id) => world.drained(id)));

    for (const [type, id] of ids) {
      const letters = await world.deadLetters(id);
      const arrived = receiver.received.filter((each) => typeOf(each) === type).map(idOf);
      // One whose every attempt was interrupted before its request is a dead letter that never arrived.
      const messages = new Set([...arrived, ...letters.keys()]);
      assert.equal(messages.size, EVENTS[type as keyof typeof EVENTS], type);
      for (const messageId of messages) {
        const succeeded = answered.get(messageId)?.includes(204) ?? false;
        await holds(world, { id, messageId, succeeded, letter: letters.get(messageId) });
      }
    }
  });

  test('a delivery that succeeded is not failed, and not sent again, by a log that cannot be written', async () => {
    await using cleanup = new AsyncDisposableStack();
    const world = await startCrashWorld(15, {
      fault: ofDeliver((service, operation) =>
        // Where the machine is slow each is written by itself.
        ['BatchWriteItem', 'PutItem'].includes(operation) ? throttled(service) : undefined,
      ),
    });
    cleanup.defer(() => world.stop());
    const receiver = await startReceiver();
    cleanup.defer(() => receiver.stop());

    const id = await world.subscribe({ url: receiver.url, events: ['call.ended'] });
    await world.emit('call.ended', 3);
    await world.drained(id);
    await world.stack.traces.waitFor(/log_not_written/);
    assert.equal(receiver.received.length, 3);
    assert.equal((await world.deadLetters(id)).size, 0);
  });
});

type Ended = {
  readonly id: string;
  readonly messageId: string;
  /** Whether the endpoint ever answered it with 2xx. */
  readonly succeeded: boolean;
  /** The reason of its dead letter, where it has one. */
  readonly letter: string | undefined;
};

/** What must be true of a message when its queue is empty. */
async function holds(world: CrashWorld, { id, messageId, succeeded, letter }: Ended): Promise<void> {
  const delivery = await world.delivery(id, messageId);
  const numbers = delivery?.attempts.map(({ number }) => number) ?? [];
  const given = Array.from({ length: delivery?.attempt_count ?? 0 }, (_, index) => index + 1);
  assert.deepEqual(numbers, given, messageId);
  if (delivery?.status === 'exhausted') {
    assert.equal(letter, 'attempts_exhausted', messageId);
    // So slow an AWS has functions time out: what was answered to one of them nobody has heard.
    const unheard = delivery.attempts.some(({ error_code: code }) => code === 'interrupted');
    assert.ok(!succeeded || unheard, `${messageId} succeeded and is exhausted`);
    return;
  }
  assert.equal(letter, undefined, `${messageId} is ${delivery?.status} and is in the dead-letter queue`);
  assert.ok(succeeded, `${messageId} never succeeded and is ${delivery?.status}`);
  const unwritten = world.stack.traces.lines.some(
    (line) => line.includes('log_not_written') && line.includes(messageId),
  );
  assert.ok(delivery?.status === 'delivered' || unwritten, `${messageId} is ${delivery?.status}`);
}

/** `call.ended` succeeds, every third `call.started` at its second request, `call.failed` never. */
function answerByType(answered: Map<string, number[]>, request: Received): { status: number } {
  const before = answered.get(idOf(request)) ?? [];
  const { event, data } = JSON.parse(request.body) as { event: string; data: { n: number } };
  const fails =
    event === 'call.failed' || (event === 'call.started' && data.n % 3 === 0 && before.length === 0);
  const status = fails ? 500 : 204;
  answered.set(idOf(request), [...before, status]);
  return { status };
}

function idOf({ headers }: Received): string {
  return String(headers['webhook-id']);
}

function typeOf({ body }: Received): string {
  return (JSON.parse(body) as { event: string }).event;
}

/** Of each operation the first call is throttled, the second loses its answer, and some of the others fail too. */
function someFail(random: () => number): (service: string, operation: string) => ReturnType<FaultOf> {
  const calls = new Map<string, number>();
  return (service, operation) => {
    const call = (calls.get(operation) ?? 0) + 1;
    calls.set(operation, call);
    if (call > 2 && random() >= FAILING) return undefined;
    return call === 1 || (call > 2 && random() < 0.5) ? throttled(service) : 'drop-answer';
  };
}

function ofDeliver(fault: (service: string, operation: string) => ReturnType<FaultOf>): FaultOf {
  return (service, operation, caller) =>
    caller.kind === 'role' && caller.arn.includes('webhooks-test-deliver')
      ? fault(service, operation)
      : undefined;
}

function throttled(service: string): AwsError {
  return service === 'dynamodb'
    ? new AwsError('ProvisionedThroughputExceededException', 'The level of throughput was exceeded.')
    : new AwsError('ThrottlingException', 'Rate exceeded');
}
