import assert from 'node:assert/strict';
import { startReceiver } from '../e2e/support/receiver.ts';
import { keepAccounts, seeAccountErased } from './account-story.ts';
import { createAwsClients } from './aws-clients.ts';
import { deliverEvent, failFirst, findEndpointGone, retryMuchLater } from './delivery-story.ts';
import { mendAndSendAgain, redriveAndCancel, replayAndCancel } from './mending-story.ts';
import { createStoryWorld, expect, type StoryWorld } from './story-world.ts';
import { makeSubscription, pauseForLong, removeSubscription } from './subscription-story.ts';
import { sweepEverything } from './sweep-story.ts';
import type { SynthesizedStack } from './synthesized-stack.ts';

/**
 * Does everything that people and services do with the platform, once: what a permission is for is used in here, or
 * the permission is for nothing.
 * @throws where something does not go as it should
 */
export async function tellStories(stack: SynthesizedStack): Promise<void> {
  const receiver = await startReceiver(({ headers }) => ({ status: Number(headers['x-status'] ?? 204) }));
  const aws = createAwsClients(stack);
  try {
    const account = await keepAccounts(stack.admin);
    const busName = stack.outputs['EventBusName'] ?? '';
    const world = createStoryWorld({ ...account, aws, receiver, busName });
    const [mendedId] = await Promise.all([
      failAndMend(world),
      findEndpointGone(world),
      liveAndDie(world),
      seeAccountErased(stack.admin, world),
    ]);
    await redriveAndCancel(world, mendedId);
    await replayAndCancel(world);
  } finally {
    aws.destroy();
    await receiver.stop();
  }
}

async function failAndMend(world: StoryWorld): Promise<string> {
  const failing = await failFirst(world);
  await mendAndSendAgain(world, failing);
  return failing.subscriptionId;
}

async function liveAndDie(world: StoryWorld): Promise<void> {
  const subscriptionId = await makeSubscription(world);
  await deliverEvent(world, subscriptionId);
  const retrying = await retryMuchLater(world);
  await sweepEverything({
    ...world,
    subscriptionId,
    retrying,
    tick: () => world.reconcile({ source: 'aws.events' }),
  });
  await pauseForLong(world, subscriptionId);
  await removeSubscription(world, subscriptionId);
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
