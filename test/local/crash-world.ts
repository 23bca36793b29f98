import assert from 'node:assert/strict';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand, GetQueueUrlCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { eventually } from '../e2e/support/eventually.ts';
import type { Api } from './api.ts';
import { createAwsClients } from './aws-clients.ts';
import { setDeliverDurations } from './set-durations.ts';
import { watchWorkers } from './watch-workers.ts';
import { type StackOptions, startSynthesizedStack, type SynthesizedStack } from './synthesized-stack.ts';

export type CrashWorld = {
  readonly stack: SynthesizedStack;
  /** Ends every thread that runs `deliver`, in the middle of what it does, as an environment that is lost does. */
  killDeliver(): void;
  /** Makes an active subscription to events of one type. */
  subscribe(fields: {
    readonly url: string;
    readonly events: readonly string[];
    readonly retry_policy?: { readonly schedule_seconds: readonly number[] };
  }): Promise<string>;
  /** Puts events of one type together, their data numbered from 0. */
  emit(eventType: string, count: number): Promise<void>;
  /** Resolves when a subscription's queue holds nothing more, neither visible nor hidden. */
  drained(subscriptionId: string): Promise<void>;
  /** A delivery with its attempts, or undefined where the log does not know it. */
  delivery(subscriptionId: string, messageId: string): Promise<DeliveryOnRecord | undefined>;
  /** The reasons of what is in a subscription's dead-letter queue, by message id. */
  deadLetters(subscriptionId: string): Promise<ReadonlyMap<string, string>>;
  stop(): Promise<void>;
};

export type DeliveryOnRecord = {
  readonly status: string;
  readonly reason: string | null;
  readonly attempt_count: number;
  readonly attempts: readonly {
    readonly number: number;
    readonly outcome: string;
    readonly error_code: string | null;
  }[];
};

/** A stack whose crashes are got over in seconds, with one account. */
export async function startCrashWorld(
  seconds: number,
  faults: Pick<StackOptions, 'fault' | 'duplicate' | 'stopGraceMs'> = {},
): Promise<CrashWorld> {
  const workers = watchWorkers('webhooks-test-deliver');
  const stack = await workers.during(() =>
    startSynthesizedStack({ ...faults, edit: (edited) => setDeliverDurations(edited, seconds) }),
  );
  const aws = createAwsClients(stack);
  const { admin } = stack;
  await created(admin('POST', '/v1/accounts', { id: 'crash' }));
  const { key } = await created(admin('POST', '/v1/accounts/crash/keys', { role: 'manage' }));
  const api = admin.with(String(key));
  const queueUrl = async (QueueName: string) => {
    const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName }));
    return QueueUrl;
  };

  return {
    stack,
    killDeliver: workers.kill,
    subscribe: async (fields) => {
      const { id } = await created(api('POST', '/v1/subscriptions', fields));
      await eventually('the subscription is active', async () => {
        const { body } = await api('GET', `/v1/subscriptions/${String(id)}`);
        return body['status'] === 'active';
      });
      return String(id);
    },
    async emit(eventType, count) {
      for (let from = 0; from < count; from += 10) {
        const { FailedEntryCount } = await aws.events.send(
          new PutEventsCommand({
            Entries: Array.from({ length: Math.min(10, count - from) }, (_, index) => ({
              EventBusName: stack.outputs['EventBusName'],
              Source: 'freyavoice.calls',
              DetailType: eventType,
              Detail: JSON.stringify({ account_id: 'crash', data: { n: from + index } }),
            })),
          }),
        );
        assert.equal(FailedEntryCount, 0);
      }
    },
    async drained(subscriptionId) {
      const QueueUrl = await queueUrl(`webhooks-test-${subscriptionId}`);
      await eventually(
        'the queue is empty',
        async () => {
          const { Attributes = {} } = await aws.sqs.send(
            new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
          );
          return COUNTS.every((name) => Attributes[name] === '0');
        },
        60_000,
      );
    },
    delivery: (subscriptionId, messageId) => readDelivery(api, subscriptionId, messageId),
    async deadLetters(subscriptionId) {
      const QueueUrl = await queueUrl(`webhooks-test-${subscriptionId}-dlq`);
      const letters = new Map<string, string>();
      for (;;) {
        const { Messages = [] } = await aws.sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
        );
        if (Messages.length === 0) return letters;
        for (const { MessageAttributes: attributes = {} } of Messages)
          letters.set(attributes['message_id']?.StringValue ?? '', attributes['reason']?.StringValue ?? '');
      }
    },
    async stop() {
      aws.destroy();
      await stack.stop();
      workers.stop();
    },
  };
}

const COUNTS = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;

async function created(answer: ReturnType<Api>): Promise<Record<string, unknown>> {
  const { status, body } = await answer;
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

async function readDelivery(
  api: Api,
  subscriptionId: string,
  messageId: string,
): Promise<DeliveryOnRecord | undefined> {
  const { status, body } = await api('GET', `/v1/subscriptions/${subscriptionId}/deliveries/${messageId}`);
  if (status === 404) return undefined;
  assert.equal(status, 200, JSON.stringify(body));
  return body as DeliveryOnRecord;
}
