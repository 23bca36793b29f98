import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  type Message as SqsMessage,
  type MessageAttributeValue,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { subscriptionIdIn } from '../provisioning/resource-names.ts';
import { isForwardingRule } from '../shard/forwarding-rule.ts';
import type { SubscriptionStore } from '../subscription/subscription-store.ts';
import { lookThrough } from './look-through.ts';
import { putAgain } from './put-again.ts';

export type IngestDependencies = {
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  readonly prefix: string;
  readonly ingestQueueUrl: string;
  readonly queueUrlOf: (subscriptionId: string) => string;
  readonly busOf: (accountId: string) => string;
  readonly subscriptions: Pick<SubscriptionStore, 'get'>;
  readonly hasTime: () => boolean;
};

/** Of one tick; the next takes the next. */
const MOST = 200;

/**
 * Sends what EventBridge could not put into a subscription's queue to that queue, which the rule's ARN names, and puts
 * what it could not forward onto its account's bus. What has no subscription any more is kept with a reason, and what
 * never had one stays as it is, both for the operator. A crash in between sends a message twice, and loses none.
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
  const { events, busOf, prefix } = dependencies;
  const { MessageAttributes: attributes = {}, Body: body = '' } = letter;
  const rule = attributes['RULE_ARN']?.StringValue?.split('/').at(-1) ?? '';
  const id = subscriptionIdIn(prefix, rule);
  const accountId = accountIn(body);
  if (accountId === undefined || attributes['reason']) return 'kept';
  if (id !== undefined) return sendToQueue(dependencies, { accountId, id }, { body, attributes });
  if (!isForwardingRule(prefix, rule)) return 'kept';
  await putAgain(events, busOf(accountId), body);
  return 'resent';
}

async function sendToQueue(
  { sqs, ingestQueueUrl, queueUrlOf, subscriptions }: IngestDependencies,
  { accountId, id }: { readonly accountId: string; readonly id: string },
  { body: MessageBody, attributes }: { body: string; attributes: Record<string, MessageAttributeValue> },
): Promise<Verdict> {
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

function accountIn(body: string): string | undefined {
  try {
    const { detail } = JSON.parse(body) as { detail?: { account_id?: unknown } };
    return typeof detail?.account_id === 'string' ? detail.account_id : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}
