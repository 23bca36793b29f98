import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { subscriptionKey } from '../../shared/subscription/subscription-row.ts';
import { eventually } from '../e2e/support/eventually.ts';
import { expect, type StoryWorld } from './story-world.ts';

/** A customer makes a subscription, looks at it and rotates its secret. */
export async function makeSubscription({ api, subscribe }: StoryWorld): Promise<string> {
  await expect(api('GET', '/v1/me'), 200);
  const id = await subscribe({ events: ['call.ended'], signature: 'ed25519' });
  await expect(api('GET', '/v1/subscriptions'), 200);
  await expect(api('GET', `/v1/subscriptions/${id}/secret`), 200);
  await expect(api('POST', `/v1/subscriptions/${id}/rotate-secret`), 200);
  await expect(api('GET', `/.well-known/webhook-keys/${id}`), 200);
  return id;
}

/** A pause lasts so long that eight of the ten minutes are gone for which a queue keeps a message in this stage. */
export async function pauseForLong(
  { api, aws, accountId, reconcile }: StoryWorld,
  id: string,
): Promise<void> {
  await expect(api('POST', `/v1/subscriptions/${id}/pause`), 200);
  await aws.dynamodb.send(
    new UpdateItemCommand({
      TableName: 'webhooks-test-subscriptions',
      Key: marshall(subscriptionKey(accountId, id)),
      UpdateExpression: 'SET paused_at = :then',
      ExpressionAttributeValues: marshall({ ':then': Date.now() - 500_000 }),
    }),
  );
  await reconcile({ account_id: accountId, subscription_id: id });
  await expect(api('POST', `/v1/subscriptions/${id}/resume`), 200);
}

export async function removeSubscription(
  { api, accountId, reconcile }: StoryWorld,
  id: string,
): Promise<void> {
  await expect(api('DELETE', `/v1/subscriptions/${id}`), 202);
  await eventually('the subscription is gone', async () => {
    await reconcile({ source: 'aws.events' });
    return (await api('GET', `/v1/subscriptions/${id}`)).status === 404;
  });
  await reconcile({ account_id: accountId, subscription_id: id });
}
