import assert from 'node:assert/strict';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { localAwsAccess } from '../../demo/aws-access.ts';
import { eventually } from '../e2e/support/eventually.ts';
import { type Api, createApi } from '../local/api.ts';
import type { Connection } from './platform-process.ts';

/** The customer of a run, with the one subscription that all its events go to. */
export type DurableAccount = {
  api(connection: Connection): Api;
  /** Resolves when all of these subscriptions are active. */
  made(connection: Connection, ids: readonly string[]): Promise<void>;
  /** Resolves when the subscription's queue is empty: what was answered is then on record as well. */
  drained(connection: Connection): Promise<void>;
};

/** Retries must outlast the kills: an attempt that a kill interrupts is used up. */
const RETRIES = { schedule_seconds: Array.from({ length: 20 }, () => 1) };
/** A killed run of reconcile may hold its lease for 70 s, and the next tick comes up to a minute later. */
const MADE_MS = 180_000;
const DRAINED_MS = 120_000;

/** Makes the account and its active subscription. */
export async function createDurableAccount(
  connection: Connection,
  subscription: { readonly accountId: string; readonly eventType: string; readonly url: string },
): Promise<DurableAccount> {
  const { accountId, eventType, url } = subscription;
  const admin = createApi(connection.api_url, connection.admin_key);
  await created(admin('POST', '/v1/accounts', { id: accountId, limits: { subscriptions: 1_000 } }));
  const { key } = await created(admin('POST', `/v1/accounts/${accountId}/keys`, { role: 'manage' }));
  const api = admin.with(String(key));
  const { id } = await created(
    api('POST', '/v1/subscriptions', {
      url,
      events: [eventType],
      retry_policy: RETRIES,
      max_concurrency: 200,
    }),
  );
  await made(api, [String(id)]);
  return {
    api: (now) => createApi(now.api_url, String(key)),
    made: (now, ids) => made(createApi(now.api_url, String(key)), ids),
    drained: (now) => drained(now, `webhooks-test-${String(id)}`),
  };
}

async function created(answer: ReturnType<Api>): Promise<Record<string, unknown>> {
  const { status, body } = await answer;
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

async function made(api: Api, ids: readonly string[]): Promise<void> {
  for (const id of ids)
    await eventually(
      `subscription ${id} is active`,
      async () => (await api('GET', `/v1/subscriptions/${id}`)).body['status'] === 'active',
      MADE_MS,
    );
}

async function drained({ aws_endpoint_url: url, region }: Connection, queueName: string): Promise<void> {
  const sqs = new SQSClient(localAwsAccess(url, region));
  const QueueUrl = `${url}/000000000000/${queueName}`;
  const isEmpty = async () => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: hidden } =
      Attributes;
    return visible === '0' && hidden === '0';
  };
  try {
    await eventually('the queue is empty', isEmpty, DRAINED_MS);
  } finally {
    sqs.destroy();
  }
}
