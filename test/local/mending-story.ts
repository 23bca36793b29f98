import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { eventually } from '../e2e/support/eventually.ts';
import type { Failing } from './delivery-story.ts';
import { expect, type StoryWorld } from './story-world.ts';

/** So many that their redrive, at 500 a second, is still going on when it is cancelled. */
const MANY = 600;

/** A customer mends its endpoint and has sent again what failed: one message, then all dead letters. */
export async function mendAndSendAgain(world: StoryWorld, failing: Failing): Promise<void> {
  const { api } = world;
  const messageId = await failing.exhausted();
  const path = `/v1/subscriptions/${failing.subscriptionId}`;
  await expect(api('PATCH', path, { headers: {} }), 200);
  await expect(api('POST', `${path}/deliveries/${messageId}/resend`), 202);
  await world.delivery(failing.subscriptionId, messageId, 'delivered');
  await job(world, `${path}/redrive`, {}, ['completed']);
}

/** While a subscription is paused nothing of what is moved goes on, and there is enough of it to last for a second. */
export async function redriveAndCancel(world: StoryWorld, subscriptionId: string): Promise<void> {
  const path = `/v1/subscriptions/${subscriptionId}`;
  await expect(world.api('POST', `${path}/pause`), 200);
  await fillDeadLetterQueue(world, subscriptionId);
  await cancelled(world, `${path}/redrive`, {});
}

/** A customer has a span of the archive replayed, and stops it. */
export async function replayAndCancel(world: StoryWorld): Promise<void> {
  const id = await world.subscribe({ events: ['call.started'] });
  await cancelled(world, `/v1/subscriptions/${id}/replay`, {
    from: new Date(Date.now() - 60_000).toISOString(),
    to: new Date(Date.now() - 1_000).toISOString(),
    mode: 'all',
  });
  await expect(world.api('GET', '/v1/jobs'), 200);
}

async function cancelled(world: StoryWorld, path: string, order: object): Promise<void> {
  const id = await job(world, path, order, ['running']);
  await expect(world.api('POST', `/v1/jobs/${id}/cancel`), 202);
  // A replay may have come to its end before it was asked to stop.
  await reached(world, id, ['cancelled', 'completed']);
}

async function job(
  world: StoryWorld,
  path: string,
  order: object,
  statuses: readonly string[],
): Promise<string> {
  const { id } = await expect(world.api('POST', path, order), 202);
  await reached(world, String(id), statuses);
  return String(id);
}

async function reached({ api }: StoryWorld, id: string, statuses: readonly string[]): Promise<void> {
  await eventually(`the job is ${statuses.join(' or ')}`, async () => {
    const { body } = await api('GET', `/v1/jobs/${id}`);
    return statuses.includes(String(body['status']));
  });
}

async function fillDeadLetterQueue({ aws }: StoryWorld, subscriptionId: string): Promise<void> {
  const QueueUrl = `https://sqs.us-east-1.amazonaws.com/000000000000/webhooks-test-${subscriptionId}-dlq`;
  const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: String(index), MessageBody: '{}' }));
  for (let sent = 0; sent < MANY; sent += Entries.length)
    await aws.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
}
