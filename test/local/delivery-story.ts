import assert from 'node:assert/strict';
import { eventually } from '../e2e/support/eventually.ts';
import { expect, type StoryWorld } from './story-world.ts';

/** An event is delivered, and its customer looks at everything that is on record of it. */
export async function deliverEvent(world: StoryWorld, subscriptionId: string): Promise<void> {
  const { api } = world;
  await world.emit('call.ended');
  const messageId = await world.arrived('call.ended');
  await world.delivery(subscriptionId, messageId, 'delivered');
  const path = `/v1/subscriptions/${subscriptionId}`;
  const { data } = await expect(api('GET', `${path}/deliveries`), 200);
  assert.equal((data as unknown[]).length, 1);
  await expect(api('GET', `/v1/messages/${messageId}`), 200);
  await expect(api('GET', `${path}/stats`), 200);
  await expect(api('POST', `${path}/test`, { event_type: 'call.ended' }), 200);
  await expect(api('POST', '/v1/subscriptions/preview', { filter: { n: [1] } }), 200);
  // The mapping has long left the transition of its creation, so that this change applies at once.
  await expect(api('PATCH', path, { max_concurrency: 100 }), 200);
}

export type Failing = {
  readonly subscriptionId: string;
  /** Resolves with the message's id when its attempts are used up. */
  exhausted(): Promise<string>;
};

/** An endpoint fails at the first attempt and at the only retry. */
export async function failFirst(world: StoryWorld): Promise<Failing> {
  const subscriptionId = await world.subscribe({
    events: ['call.failed'],
    headers: { 'x-status': '500' },
    retry_policy: { schedule_seconds: [1] },
  });
  await world.emit('call.failed');
  return {
    subscriptionId,
    async exhausted() {
      const messageId = await world.arrived('call.failed');
      await world.delivery(subscriptionId, messageId, 'exhausted');
      return messageId;
    },
  };
}

/** An endpoint answers that it is gone for good. */
export async function findEndpointGone(world: StoryWorld): Promise<void> {
  const id = await world.subscribe({ events: ['agent.error'], headers: { 'x-status': '410' } });
  await world.emit('agent.error');
  await eventually('the subscription is disabled', async () => {
    const { body } = await world.api('GET', `/v1/subscriptions/${id}`);
    return body['status'] === 'disabled';
  });
}

/** An endpoint fails, and its retry is an hour away. */
export async function retryMuchLater(
  world: StoryWorld,
): Promise<{ readonly subscriptionId: string; readonly messageId: string }> {
  const subscriptionId = await world.subscribe({
    events: ['agent.response'],
    headers: { 'x-status': '500' },
    retry_policy: { schedule_seconds: [3600] },
  });
  await world.emit('agent.response');
  const messageId = await world.arrived('agent.response');
  await world.delivery(subscriptionId, messageId, 'retrying');
  return { subscriptionId, messageId };
}
