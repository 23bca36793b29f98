import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { Webhook } from 'standardwebhooks';
import { eventually } from '../e2e/support/eventually.ts';
import type { Received, Receiver } from '../e2e/support/receiver.ts';
import { verifyEd25519 } from '../fixtures/verify-ed25519.ts';
import { expect } from '../local/story-world.ts';
import type { SynthesizedStack } from '../local/synthesized-stack.ts';
import { readKept } from './kept-directory.ts';
import { requestsOf, startKeptReceiver } from './kept-receiver.ts';
import { createOnce, type keptSubscriptions } from './kept-subscriptions.ts';
import { ACCOUNT_ID, type PlatformAccess } from './platform-access.ts';
import { startKeptStack, VISIBILITY_SECONDS } from './start-kept-stack.ts';

const kept = readKept();

/** How long before the kept retry is due the present release starts: enough to look at everything first. */
const LEAD_MS = 15_000;
const YEAR_MS = 365 * 86_400_000;

let stack: SynthesizedStack;
let platform: PlatformAccess;
let receiver: Receiver;
let clockOffsetMs: number;
const cleanup = new AsyncDisposableStack();

before(async () => {
  receiver = await startKeptReceiver(() => 204);
  cleanup.defer(() => receiver.stop());
  const started = await startKeptStack(kept, retryDueAt() - LEAD_MS);
  cleanup.defer(() => started.stop());
  ({ stack, platform, clockOffsetMs } = started);
});

after(() => cleanup.disposeAsync());

test('the directory is of the latest release that the changelog names', () => {
  const changelog = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');
  assert.equal(/^## \[(.+)\] - \d{4}-/m.exec(changelog)?.[1], kept.release);
});

test('subscriptions, secrets, deliveries, attempts, jobs and the audit log are shown as the old release showed them', async () => {
  assert.ok(Object.keys(kept.answers).length > 20);
  for (const [path, answer] of Object.entries(kept.answers)) {
    const shown = await expect(platform.api('GET', path), 200);
    assert.partialDeepStrictEqual(withoutNew(path, shown), withoutPresent(path, answer), path);
  }
});

test('keys open what they opened before', async () => {
  const reader = platform.api.with(kept.keys.read);
  await expect(reader('GET', '/v1/subscriptions'), 200);
  await expect(reader('POST', `${path('paused')}/pause`), 403);
  await expect(platform.api.with(kept.keys.administrator)('GET', `/v1/accounts/${ACCOUNT_ID}`), 200);
});

test('a change that is repeated under its idempotency key is answered as before, secret included', async () => {
  assert.deepEqual(await createOnce(stack.apiUrl, kept.keys.manage), kept.createdOnce);
});

test('queues that the old release made are brought to the new state', async () => {
  const { sqs } = platform.aws;
  const { QueueUrl } = await sqs.send(
    new GetQueueUrlCommand({ QueueName: `webhooks-test-${kept.subscriptions['delivered']}` }),
  );
  const visibility = async () => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout'] }),
    );
    return Attributes?.['VisibilityTimeout'];
  };
  await eventually('the queue has the new visibility', async () => {
    await platform.tick();
    return (await visibility()) === String(VISIBILITY_SECONDS);
  });
  assert.ok(stack.traces.lines.some((line) => line.includes('"drift"') && line.includes('queue')));
});

test('a subscription that the old release was killed over is finished and receives', async () => {
  await eventually('it is active', async () => {
    return (await expect(platform.api('GET', path('half-made')), 200))['status'] === 'active';
  });
  await platform.emit('campaign.started', '{"campaign_id":"campaign_1"}');
  const [request] = await arrived('half-made', 1);
  assert.match(request?.body ?? '', /campaign_1/);
});

test('a new event passes the old filter, through the old transform, under the old key', async () => {
  await platform.emit('call.started', '{"call_id":"call_7","outcome":"failure"}');
  await platform.emit('call.started', '{"call_id":"call_8","outcome":"success"}');
  const [request] = await arrived('delivered', 1);
  assert.equal(request?.body, '{"text":"call_8 has started"}');
  const { public_key: publicKey } = answerTo(`${path('delivered')}/secret`);
  verifyEd25519([String(publicKey)], request.headers, request.body);
});

test('a message that waited arrives at resume, and once more by the replay that was under way', async () => {
  await expect(platform.api('POST', `${path('paused')}/resume`), 200);
  await endOf(kept.jobId);
  const [first, second] = await arrived('paused', 2);
  for (const request of [first, second]) {
    assert.match(request?.body ?? '', /call_3/);
    assert.equal(
      request?.headers.authorization,
      `Basic ${Buffer.from('kept:a password').toString('base64')}`,
    );
    assertSigned(request, String(answerTo(`${path('paused')}/secret`)['secret']));
  }
  assert.equal(first?.headers['webhook-id'], second?.headers['webhook-id']);
  assert.deepEqual(
    [first, second].map((request) => request?.headers['webhook-attempt']),
    ['1', '2'],
  );
});

test('old dead letters are redriven: the next number, the same bytes, signed with each live secret', async () => {
  const { id } = await expect(platform.api('POST', `${path('exhausted')}/redrive`), 202);
  await endOf(String(id));
  const [request] = await arrived('exhausted', 1);
  const delivery = deliveryOf('exhausted');
  assert.equal(request?.headers['webhook-attempt'], String(delivery.attempts.length + 1));
  assert.equal(request.body, delivery.body);
  const { keys } = answerTo(`${path('exhausted')}/secret`);
  assert.equal((keys as unknown[]).length, 2);
  for (const { secret } of keys as { secret: string }[]) assertSigned(request, secret);
});

test('a subscription that a 410 had disabled is enabled, and its dead letter is delivered', async () => {
  await expect(platform.api('POST', `${path('gone')}/enable`), 200);
  const { id } = await expect(platform.api('POST', `${path('gone')}/redrive`), 202);
  await endOf(String(id));
  const [request] = await arrived('gone', 1);
  assert.equal(request?.headers['webhook-attempt'], '2');
  assert.equal(request.body, deliveryOf('gone').body);
});

test('a planned retry comes at its time, with the next number and the same bytes', async () => {
  const [request] = await arrived('retrying', 1);
  assert.ok((request?.at ?? 0) + clockOffsetMs >= retryDueAt(), 'it came too early');
  const delivery = deliveryOf('retrying');
  assert.equal(request?.headers['webhook-id'], delivery.message_id);
  assert.equal(request.headers['webhook-attempt'], '3');
  assert.equal(request.headers.authorization, 'Bearer a-token');
  assert.match(request.body, /12345678901234567890,"price":1\.10/);
  assert.equal(request.body, delivery.body);
  assertSigned(request, String(answerTo(`${path('retrying')}/secret`)['secret']));
  await eventually('it is delivered', async () => {
    const { body } = await platform.api('GET', `${path('retrying')}/deliveries/${delivery.message_id}`);
    return body['status'] === 'delivered';
  });
});

test('a directory that is a year old still has its subscriptions and keys, and goes on with new events alone', async () => {
  const old = await startKeptStack(kept, retryDueAt() + YEAR_MS);
  cleanup.defer(() => old.stop());
  const before = receiver.received.length;
  const shown = await expect(old.platform.api('GET', path('retrying')), 200);
  assert.equal(shown['status'], 'active');
  const { data } = await expect(old.platform.api('GET', `${path('retrying')}/deliveries`), 200);
  assert.deepEqual(data, []);
  await old.platform.tick();
  await old.platform.emit('workflow.error', '{"call_id":"call_9"}');
  const requests = await eventually('the new event arrives', async () => {
    const requests = receiver.received.slice(before).filter(({ headers }) => headers['x-name']);
    return requests.length > 0 && requests;
  });
  assert.deepEqual(
    requests.map(({ body }) => (JSON.parse(body) as { data: unknown }).data),
    [{ call_id: 'call_9' }],
  );
  const { data: after } = await expect(old.platform.api('GET', '/v1/subscriptions'), 200);
  const statuses = (after as { id: string; status: string }[]).map(({ id, status }) => [id, status]);
  assert.deepEqual(Object.fromEntries(statuses)[kept.subscriptions['paused'] ?? ''], 'paused');
  assert.deepEqual(Object.fromEntries(statuses)[kept.subscriptions['gone'] ?? ''], 'disabled');
});

type Name = keyof typeof keptSubscriptions | 'half-made';

function path(name: Name): string {
  return `/v1/subscriptions/${kept.subscriptions[name]}`;
}

function answerTo(asked: string): Record<string, unknown> {
  const answer = kept.answers[asked];
  assert.ok(answer, `no answer to ${asked} was kept`);
  return answer;
}

type Delivery = {
  readonly message_id: string;
  readonly body: string;
  readonly next_at: string;
  readonly attempts: readonly unknown[];
};

/** The one delivery of a subscription, as the old release showed it. */
function deliveryOf(name: Name): Delivery {
  const found = Object.keys(kept.answers).filter((each) => each.startsWith(`${path(name)}/deliveries/`));
  assert.equal(found.length, 1);
  return answerTo(found[0] ?? '') as Delivery;
}

function retryDueAt(): number {
  return Date.parse(deliveryOf('retrying').next_at);
}

async function arrived(name: Name, count: number): Promise<readonly Received[]> {
  return eventually(
    `${count} requests of ${name} arrive`,
    async () => {
      const requests = requestsOf(receiver, name);
      return requests.length >= count && requests;
    },
    2 * LEAD_MS,
  );
}

async function endOf(jobId: string): Promise<void> {
  await eventually('the job is completed', async () => {
    await platform.tick();
    return (await expect(platform.api('GET', `/v1/jobs/${jobId}`), 200))['status'] === 'completed';
  });
}

/** Signs anew with the reference library, which would refuse a time that is long ago. */
function assertSigned(request: Received | undefined, secret: string): void {
  assert.ok(request);
  const {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures,
  } = request.headers;
  const expected = new Webhook(secret).sign(String(id), new Date(Number(timestamp) * 1000), request.body);
  assert.ok(String(signatures).split(' ').includes(expected), `it is not signed: ${String(signatures)}`);
}

/** A list without what came after the answer was kept. */
function withoutNew(path: string, shown: Record<string, unknown>): Record<string, unknown> {
  const before = answerTo(path)['data'];
  if (!Array.isArray(before) || path.includes('/stats')) return shown;
  const ids = new Set(before.map(idOf));
  return { ...shown, data: (shown['data'] as unknown[]).filter((each) => ids.has(idOf(each))) };
}

function idOf(entry: unknown): unknown {
  const { id, message_id: messageId, subscription_id: subscriptionId } = entry as Record<string, unknown>;
  return id ?? `${String(subscriptionId)} ${String(messageId)}`;
}

/** Statistics without what waits at the moment. */
function withoutPresent(path: string, answer: Record<string, unknown>): Record<string, unknown> {
  return path.includes('/stats') ? { data: answer['data'], total: answer['total'] } : answer;
}
