import {
  type Message as SqsMessage,
  type MessageAttributeValue,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { subscriptionIdIn } from '../provisioning/resource-names.ts';
import type { SubscriptionStore } from '../subscription/subscription-store.ts';
import { lookThrough } from './look-through.ts';

export type IngestDependencies = {
  readonly sqs: SQSClient;
  readonly prefix: string;
  readonly ingestQueueUrl: string;
  readonly queueUrlOf: (subscriptionId: string) => string;
  readonly subscriptions: Pick<SubscriptionStore, 'get'>;
  readonly hasTime: () => boolean;
};

/** Of one tick; the next takes the next. */
const MOST = 200;

/**
 * Sends what EventBridge could not put into a subscription's queue to that queue, which the rule's ARN names. What has
 * no subscription any more is kept with a reason, and what never had one stays as it is, both for the operator. A crash
 * in between sends a message twice, and loses none.
 * @returns how many were sent
 */
export async function resendIngestLetters(dependencies: IngestDependencies): Promise<number> {
  const { sqs, ingestQueueUrl, hasTime } = dependencies;
  let resent = 0;
  await lookThrough(sqs, ingestQueueUrl, {
    most: MOST,
    hasTime,
    visit: async (letter) => {
      const verdict = await visit(dependencies, letter);
      if (verdict === 'resent') resent++;
      return verdict === 'kept' ? 'keep' : 'done';
    },
  });
  return resent;
}

type Verdict = 'resent' | 'replaced' | 'kept';

async function visit(dependencies: IngestDependencies, letter: SqsMessage): Promise<Verdict> {
  const { sqs, ingestQueueUrl, queueUrlOf, subscriptions, prefix } = dependencies;
  const { MessageAttributes: attributes = {}, Body: MessageBody } = letter;
  const id = subscriptionIdIn(prefix, attributes['RULE_ARN']?.StringValue?.split('/').at(-1) ?? '');
  const accountId = accountIn(MessageBody);
  if (id === undefined || accountId === undefined || attributes['reason']) return 'kept';
  const subscription = await subscriptions.get(accountId, id);
  if (subscription && subscription.status !== 'deleting') {
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrlOf(id), MessageBody }));
    return 'resent';
  }
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: ingestQueueUrl,
      MessageBody,
      MessageAttributes: { ...sendable(attributes), reason: text('subscription_gone') },
    }),
  );
  return 'replaced';
}

/** SQS takes ten attributes; EventBridge sets six at most. */
function sendable(attributes: Record<string, MessageAttributeValue>): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { StringValue = '' }]) => [name, text(StringValue)]),
  );
}

function text(StringValue: string): MessageAttributeValue {
  return { DataType: 'String', StringValue };
}

function accountIn(body = ''): string | undefined {
  try {
    const { detail } = JSON.parse(body) as { detail?: { account_id?: unknown } };
    return typeof detail?.account_id === 'string' ? detail.account_id : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}
