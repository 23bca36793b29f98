import assert from 'node:assert/strict';
import { CreateQueueCommand, GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { eventually } from '../e2e/support/eventually.ts';
import type { Api } from './api.ts';
import type { AwsClients } from './aws-clients.ts';

export type SweepWorld = {
  readonly aws: AwsClients;
  readonly api: Api;
  readonly accountId: string;
  /** An active subscription whose endpoint answers 204. */
  readonly subscriptionId: string;
  /** A subscription with a delivery that is tried again much later. */
  readonly retrying: { readonly subscriptionId: string; readonly messageId: string };
  readonly tick: () => Promise<void>;
};

/** An id of a year ago: nobody has a row of it. */
const GONE = 'sub_019a0000000070008000000000000000';
const PREFIX = 'webhooks-test';

/**
 * Leaves behind all that only the sweep mends, and sees it mended: a queue of nobody, a dead letter that was never judged
 * and one of a delivery that retries, an event that never reached its queue and one whose subscription is gone.
 */
export async function sweepEverything(world: SweepWorld): Promise<void> {
  const { aws, api, subscriptionId: id, retrying, tick } = world;
  await aws.sqs.send(new CreateQueueCommand({ QueueName: `${PREFIX}-${GONE}` }));
  await send(aws, `${PREFIX}-ingest-dlq`, eventOf(world, 'gone'), ruleOf(GONE));
  await send(aws, `${PREFIX}-ingest-dlq`, eventOf(world, 'late'), ruleOf(id));
  await send(aws, `${PREFIX}-${id}-dlq`, eventOf(world, 'unjudged'));
  const retried = eventOf(world, retrying.messageId.slice('msg_'.length));
  await send(aws, `${PREFIX}-${retrying.subscriptionId}-dlq`, retried);
  await tick();
  await hasStatus(
    api,
    `/v1/subscriptions/${retrying.subscriptionId}/deliveries/${retrying.messageId}`,
    'exhausted',
  );
  await hasStatus(api, `/v1/subscriptions/${id}/deliveries/msg_late`, 'delivered');
  await hasStatus(api, `/v1/subscriptions/${id}/deliveries/msg_unjudged`, 'exhausted');
  await assert.rejects(aws.sqs.send(new GetQueueUrlCommand({ QueueName: `${PREFIX}-${GONE}` })), {
    name: 'QueueDoesNotExist',
  });
}

async function hasStatus(api: Api, path: string, status: string): Promise<void> {
  await eventually(`${path} is ${status}`, async () => (await api('GET', path)).body['status'] === status);
}

function ruleOf(id: string): string {
  return `arn:aws:events:us-east-1:000000000000:rule/${PREFIX}/${PREFIX}-${id}`;
}

function eventOf({ accountId }: SweepWorld, id: string): string {
  const detail = { account_id: accountId, data: {} };
  return JSON.stringify({ id, 'detail-type': 'call.ended', time: '2026-01-15T10:30:00Z', detail });
}

async function send({ sqs }: AwsClients, name: string, MessageBody: string, rule?: string): Promise<void> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody,
      ...(rule !== undefined && {
        MessageAttributes: { RULE_ARN: { DataType: 'String', StringValue: rule } },
      }),
    }),
  );
}
