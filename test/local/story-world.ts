import assert from 'node:assert/strict';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { eventually } from '../e2e/support/eventually.ts';
import type { Receiver } from '../e2e/support/receiver.ts';
import type { Api } from './api.ts';
import type { AwsClients } from './aws-clients.ts';

export type StoryWorld = {
  readonly aws: AwsClients;
  readonly accountId: string;
  readonly api: Api;
  /** Answers with the status that the header `x-status` asks for, else with 204. */
  readonly receiver: Receiver;
  /** Puts one event onto the bus. @param accountId whose it is, the world's own by default */
  emit(eventType: string, accountId?: string): Promise<void>;
  /** Invokes `reconcile`, as the schedule does once a minute. */
  reconcile(event: object): Promise<void>;
  /** The id of the message that arrives of an event type. */
  arrived(eventType: string): Promise<string>;
  /** Makes a subscription and waits until it is active. */
  subscribe(fields: {
    readonly events: readonly string[];
    readonly [field: string]: unknown;
  }): Promise<string>;
  /** Resolves when a subscription's delivery has that status. */
  delivery(subscriptionId: string, messageId: string, status: string): Promise<void>;
};

const ARRIVAL_MS = 10_000;

export function createStoryWorld(
  given: Pick<StoryWorld, 'aws' | 'accountId' | 'api' | 'receiver'> & { readonly busName: string },
): StoryWorld {
  const { aws, accountId, api, receiver, busName } = given;
  return {
    ...given,
    async emit(DetailType, owner = accountId) {
      const Detail = JSON.stringify({ account_id: owner, data: { n: 1 } });
      const entry = { EventBusName: busName, Source: 'freyavoice.calls', DetailType, Detail };
      const { FailedEntryCount } = await aws.events.send(new PutEventsCommand({ Entries: [entry] }));
      assert.equal(FailedEntryCount, 0);
    },
    async reconcile(event) {
      const { FunctionError, Payload } = await aws.lambda.send(
        new InvokeCommand({ FunctionName: 'webhooks-test-reconcile', Payload: JSON.stringify(event) }),
      );
      assert.equal(FunctionError, undefined, Payload?.transformToString());
    },
    async arrived(eventType) {
      const isIt = ({ body }: { body: string }) => body.includes(`"event":"${eventType}"`);
      const request = await eventually(
        `${eventType} arrives`,
        () => Promise.resolve(receiver.received.find(isIt)),
        ARRIVAL_MS,
      );
      return String(request.headers['webhook-id']);
    },
    async subscribe(fields) {
      const created = await expect(api('POST', '/v1/subscriptions', { url: receiver.url, ...fields }), 201);
      const id = String(created['id']);
      await eventually('the subscription is active', async () => {
        const { body } = await api('GET', `/v1/subscriptions/${id}`);
        return body['status'] === 'active';
      });
      return id;
    },
    async delivery(subscriptionId, messageId, status) {
      await eventually(`the delivery is ${status}`, async () => {
        const { body } = await api('GET', `/v1/subscriptions/${subscriptionId}/deliveries/${messageId}`);
        return body['status'] === status;
      });
    },
  };
}

/** The body of an answer that must have this status. */
export async function expect(answer: ReturnType<Api>, status: number): Promise<Record<string, unknown>> {
  const { status: got, body } = await answer;
  assert.equal(got, status, JSON.stringify(body));
  return body;
}
