import assert from 'node:assert/strict';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { subscriptionKey } from '../../shared/subscription/subscription-row.ts';
import { eventually } from '../e2e/support/eventually.ts';
import { type Receiver, startReceiver } from '../e2e/support/receiver.ts';
import type { Api } from './api.ts';
import { type AwsClients, createAwsClients } from './aws-clients.ts';
import { sweepEverything } from './sweep-story.ts';
import type { SynthesizedStack } from './synthesized-stack.ts';

type World = {
  readonly aws: AwsClients;
  readonly stack: SynthesizedStack;
  readonly accountId: string;
  readonly api: Api;
  readonly receiver: Receiver;
};

const ARRIVAL_MS = 10_000;

/**
 * Does everything that people and services do with the platform, once: what a permission is for is used in here, or
 * the permission is for nothing.
 * @throws where something does not go as it should
 */
export async function tellStories(stack: SynthesizedStack): Promise<void> {
  const receiver = await startReceiver(({ headers }) => ({ status: Number(headers['x-status'] ?? 204) }));
  const aws = createAwsClients(stack);
  try {
    const { accountId, api } = await keepAccounts(stack.admin);
    const world = { aws, stack, accountId, api, receiver };
    const failing = await failFirst(world);
    const subscriptionId = await manageSubscriptions(world);
    await deliverEvents(world, subscriptionId);
    await sendAgain(world, subscriptionId);
    await sweep(world, subscriptionId);
    await pauseForLong(world, subscriptionId);
    await cancelRedrive(world, subscriptionId);
    await removeSubscription(world, subscriptionId);
    await findEndpointGone(world);
    await exhaustAttempts(world, failing);
  } finally {
    aws.destroy();
    await receiver.stop();
  }
}

/**
 * Changes a subscription under a release whose queues have other attributes than those that an earlier one made.
 * @throws where something does not go as it should
 */
export async function tellAnotherRelease({ admin, traces }: SynthesizedStack): Promise<void> {
  const { key } = await expect(admin('POST', '/v1/accounts/stories/keys', { role: 'manage' }), 201);
  const api = admin.with(String(key));
  const { data } = await expect(api('GET', '/v1/subscriptions'), 200);
  const [subscription] = data as { id: string }[];
  assert.ok(subscription, 'the earlier release left no subscription');
  await expect(api('PATCH', `/v1/subscriptions/${subscription.id}`, { description: 'changed' }), 200);
  assert.deepEqual(
    traces.lines.filter((line) => line.includes('left to the next tick')),
    [],
  );
}

async function keepAccounts(admin: Api): Promise<{ accountId: string; api: Api }> {
  for (const id of ['stories', 'closed']) await expect(admin('POST', '/v1/accounts', { id }), 201);
  const { key } = await expect(admin('POST', '/v1/accounts/stories/keys', { role: 'manage' }), 201);
  const spare = await expect(admin('POST', '/v1/accounts/closed/keys', { role: 'read' }), 201);
  const event = { account_id: 'stories', event_type: 'campaign.started', data: {} };
  await expect(admin('POST', '/v1/events', event), 202);
  await expect(admin('GET', '/v1/accounts'), 200);
  await expect(admin('GET', '/v1/accounts/closed/keys'), 200);
  await expect(admin('GET', `/v1/accounts/closed/keys/${String(spare['id'])}`), 200);
  await expect(admin('PATCH', '/v1/accounts/stories', { name: 'Stories' }), 200);
  await openPortal(admin);
  await expect(admin('DELETE', `/v1/accounts/closed/keys/${String(spare['id'])}`), 204);
  await expect(admin('POST', '/v1/accounts/closed/keys', { role: 'read' }), 201);
  await expect(admin('DELETE', '/v1/accounts/closed'), 202);
  await eventually(
    'the account is erased',
    async () => (await admin('GET', '/v1/accounts/closed')).status === 404,
  );
  return { accountId: 'stories', api: admin.with(String(key)) };
}

async function openPortal(admin: Api): Promise<void> {
  const { url } = await expect(admin('POST', '/v1/accounts/closed/portal-links'), 201);
  const code = String(url).split('#code=')[1];
  await expect(admin('POST', '/v1/portal-sessions', { code }), 201);
}

async function manageSubscriptions({ api, receiver }: World): Promise<string> {
  await expect(api('GET', '/v1/me'), 200);
  const fields = { url: receiver.url, events: ['call.ended'], signature: 'ed25519' };
  const id = await createActive(api, fields);
  await expect(api('GET', '/v1/subscriptions'), 200);
  await expect(api('GET', `/v1/subscriptions/${id}/secret`), 200);
  await expect(api('POST', `/v1/subscriptions/${id}/rotate-secret`), 200);
  await expect(api('GET', `/.well-known/webhook-keys/${id}`), 200);
  return id;
}

async function deliverEvents(world: World, subscriptionId: string): Promise<void> {
  const { api, receiver } = world;
  await emit(world, 'call.ended');
  const path = `/v1/subscriptions/${subscriptionId}/deliveries`;
  const messageId = await arrived(receiver, 'call.ended');
  await eventually('the delivery is on record', async () => {
    const { body } = await api('GET', `${path}/${messageId}`);
    return body['status'] === 'delivered';
  });
  const { data } = await expect(api('GET', path), 200);
  assert.equal((data as unknown[]).length, 1);
  await expect(api('GET', `/v1/subscriptions/${subscriptionId}/stats`), 200);
  await expect(api('POST', `/v1/subscriptions/${subscriptionId}/test`, { event_type: 'call.ended' }), 200);
  // The mapping has long left the transition of its creation, so that this change applies at once.
  await expect(api('PATCH', `/v1/subscriptions/${subscriptionId}`, { max_concurrency: 100 }), 200);
}

/** The message alone, and then the span that it lies in, by a replay that is cancelled when it has begun. */
async function sendAgain({ api, receiver }: World, id: string): Promise<void> {
  const messageId = await arrived(receiver, 'call.ended');
  await expect(api('POST', `/v1/subscriptions/${id}/deliveries/${messageId}/resend`), 202);
  const from = new Date(Date.now() - 60_000).toISOString();
  const job = await expect(api('POST', `/v1/subscriptions/${id}/replay`, { from, mode: 'all' }), 202);
  await cancelRunning(api, String(job['id']));
}

/** While it is paused nothing of what is moved goes on, and there is enough of it to last for a second. */
async function cancelRedrive(world: World, id: string): Promise<void> {
  const { api, aws } = world;
  await expect(api('POST', `/v1/subscriptions/${id}/pause`), 200);
  const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: `webhooks-test-${id}-dlq` }));
  const entries = Array.from({ length: 10 }, (_, index) => ({ Id: String(index), MessageBody: '{}' }));
  await Promise.all(
    Array.from({ length: 60 }, () =>
      aws.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries })),
    ),
  );
  await expect(api('POST', `/v1/subscriptions/${id}/redrive`, { dry_run: true }), 200);
  const job = await expect(api('POST', `/v1/subscriptions/${id}/redrive`), 202);
  await cancelRunning(api, String(job['id']));
}

async function cancelRunning(api: Api, jobId: string): Promise<void> {
  const status = async () => String((await expect(api('GET', `/v1/jobs/${jobId}`), 200))['status']);
  await eventually('the job runs', async () => (await status()) === 'running');
  await expect(api('POST', `/v1/jobs/${jobId}/cancel`), 202);
  await eventually('the job is at its end', async () => ['completed', 'cancelled'].includes(await status()));
}

/** The first attempt fails at once; the second is due when the other stories have been told. */
async function failFirst(world: World): Promise<string> {
  const { api, receiver } = world;
  const id = await createActive(api, {
    url: receiver.url,
    events: ['call.failed'],
    headers: { 'x-status': '500' },
    retry_policy: { schedule_seconds: [1] },
  });
  await emit(world, 'call.failed');
  return id;
}

async function exhaustAttempts({ api, receiver }: World, subscriptionId: string): Promise<void> {
  const messageId = await arrived(receiver, 'call.failed');
  await eventually('the delivery is exhausted', async () => {
    const { body } = await api('GET', `/v1/subscriptions/${subscriptionId}/deliveries/${messageId}`);
    return body['status'] === 'exhausted';
  });
}

async function sweep(world: World, subscriptionId: string): Promise<void> {
  const { api, receiver } = world;
  const id = await createActive(api, {
    url: receiver.url,
    events: ['agent.response'],
    headers: { 'x-status': '500' },
    retry_policy: { schedule_seconds: [3600] },
  });
  await emit(world, 'agent.response');
  const messageId = await arrived(receiver, 'agent.response');
  await eventually('the delivery is on record', async () => {
    const { body } = await api('GET', `/v1/subscriptions/${id}/deliveries/${messageId}`);
    return body['status'] === 'retrying';
  });
  await sweepEverything({
    ...world,
    subscriptionId,
    retrying: { subscriptionId: id, messageId },
    tick: () => reconcile(world, { source: 'aws.events' }),
  });
}

/** Eight minutes of the ten that a queue keeps a message in this stage have gone by when reconcile looks again. */
async function pauseForLong(world: World, id: string): Promise<void> {
  const { api, aws, accountId } = world;
  await expect(api('POST', `/v1/subscriptions/${id}/pause`), 200);
  await aws.dynamodb.send(
    new UpdateItemCommand({
      TableName: 'webhooks-test-subscriptions',
      Key: marshall(subscriptionKey(accountId, id)),
      UpdateExpression: 'SET paused_at = :then',
      ExpressionAttributeValues: marshall({ ':then': Date.now() - 500_000 }),
    }),
  );
  await reconcile(world, { account_id: accountId, subscription_id: id });
  await expect(api('POST', `/v1/subscriptions/${id}/resume`), 200);
}

async function findEndpointGone(world: World): Promise<void> {
  const { api, receiver } = world;
  const fields = { url: receiver.url, events: ['agent.error'], headers: { 'x-status': '410' } };
  const id = await createActive(api, fields);
  await emit(world, 'agent.error');
  await eventually('the subscription is disabled', async () => {
    const { body } = await api('GET', `/v1/subscriptions/${id}`);
    return body['status'] === 'disabled';
  });
}

/** The schedule ticks once a minute; it is asked to here. */
async function removeSubscription(world: World, id: string): Promise<void> {
  const { api } = world;
  await expect(api('DELETE', `/v1/subscriptions/${id}`), 202);
  await eventually('the subscription is gone', async () => {
    await reconcile(world, { source: 'aws.events' });
    return (await api('GET', `/v1/subscriptions/${id}`)).status === 404;
  });
  await reconcile(world, { account_id: world.accountId, subscription_id: id });
}

async function createActive(api: Api, fields: object): Promise<string> {
  const created = await expect(api('POST', '/v1/subscriptions', fields), 201);
  const id = String(created['id']);
  await eventually('the subscription is active', async () => {
    const { body } = await api('GET', `/v1/subscriptions/${id}`);
    return body['status'] === 'active';
  });
  return id;
}

async function arrived(receiver: Receiver, eventType: string): Promise<string> {
  const request = await eventually(
    `${eventType} arrives`,
    () => Promise.resolve(receiver.received.find(({ body }) => body.includes(`"event":"${eventType}"`))),
    ARRIVAL_MS,
  );
  return String(request.headers['webhook-id']);
}

async function emit({ aws, stack, accountId }: World, DetailType: string): Promise<void> {
  const Detail = JSON.stringify({ account_id: accountId, data: { n: 1 } });
  const EventBusName = stack.outputs['EventBusName'];
  const { FailedEntryCount } = await aws.events.send(
    new PutEventsCommand({ Entries: [{ EventBusName, Source: 'freyavoice.calls', DetailType, Detail }] }),
  );
  assert.equal(FailedEntryCount, 0);
}

async function reconcile({ aws }: World, event: object): Promise<void> {
  const { FunctionError, Payload } = await aws.lambda.send(
    new InvokeCommand({ FunctionName: 'webhooks-test-reconcile', Payload: JSON.stringify(event) }),
  );
  assert.equal(FunctionError, undefined, Payload?.transformToString());
}

async function expect(answer: ReturnType<Api>, status: number): Promise<Record<string, unknown>> {
  const { status: got, body } = await answer;
  assert.equal(got, status, JSON.stringify(body));
  return body;
}
