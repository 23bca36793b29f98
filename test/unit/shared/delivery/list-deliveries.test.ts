import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Delivery, DeliveryStatus } from '../../../../shared/delivery/delivery.ts';
import { createDeliveryLog, type DeliveryLog } from '../../../../shared/delivery/delivery-log.ts';
import { countDeliveries } from '../../../../shared/delivery/count-deliveries.ts';
import type { DeliveryQuery } from '../../../../shared/delivery/list-deliveries.ts';
import { bucketOf } from '../../../../shared/delivery/log-buckets.ts';
import { oldestRetrying } from '../../../../shared/delivery/oldest-retrying.ts';
import { deliveriesTable } from '../../../fixtures/deliveries-table.ts';
import { encryptingAws } from '../encryption/encrypting-aws.ts';

const START = Date.UTC(2026, 0, 15);
const COUNT = 120;
const STATUSES: readonly DeliveryStatus[] = ['delivered', 'exhausted', 'retrying'];

/** The first third was written while there was one bucket, the next while there were 4, the rest with 16. */
function bucketsWhen(number: number): number {
  return number < COUNT / 3 ? 1 : number < (2 * COUNT) / 3 ? 4 : 16;
}

async function filled(t: TestContext): Promise<{ log: DeliveryLog; dynamodb: DynamoDBClient }> {
  const { dynamodb, cipher } = await encryptingAws(t);
  await dynamodb.send(new CreateTableCommand(deliveriesTable('deliveries')));
  const options = { dynamodb, table: 'deliveries', cipher: cipher(), now: () => START };
  const log = createDeliveryLog({ ...options, retentionSeconds: 86_400 });
  await log.recordSuccesses(
    Array.from({ length: COUNT }, (_, number) => ({
      delivery: aDelivery(number),
      attempt: { number: 1, round: 1, startedAt: START, durationMs: 1, outcome: 'delivered' },
    })),
  );
  return { log, dynamodb };
}

function aDelivery(number: number): Delivery {
  const messageId = `msg_${number}`;
  return {
    accountId: 'demo',
    messageId,
    subscriptionId: 'sub_1',
    eventType: number % 30 === 0 ? 'call.failed' : 'call.ended',
    status: STATUSES[number % STATUSES.length] ?? 'delivered',
    round: 1,
    attempts: 1,
    attemptsBeforeRound: 0,
    firstAttemptAt: START + number * 1_000,
    lastAttemptAt: START + number * 1_000,
    bucket: bucketOf(messageId, bucketsWhen(number)),
    body: '{}',
  };
}

async function walk(log: DeliveryLog, query: Partial<DeliveryQuery>): Promise<readonly string[]> {
  const ids: string[] = [];
  let before: string | undefined;
  do {
    const page = await log.list({
      subscriptionId: 'sub_1',
      buckets: 16,
      limit: 7,
      ...query,
      ...(before !== undefined && { before }),
    });
    assert.ok(page.deliveries.length <= 7);
    ids.push(...page.deliveries.map(({ messageId }) => messageId));
    before = page.next;
  } while (before !== undefined);
  return ids;
}

const expected = (is: (number: number) => boolean) =>
  Array.from({ length: COUNT }, (_, number) => COUNT - 1 - number)
    .filter(is)
    .map((number) => `msg_${number}`);

test('pages over all buckets hold every delivery once, the latest first, those of fewer buckets too', async (t) => {
  const { log } = await filled(t);
  assert.deepEqual(
    await walk(log, {}),
    expected(() => true),
  );
  assert.deepEqual(
    await walk(log, { status: 'exhausted' }),
    expected((number) => number % 3 === 1),
  );
  assert.deepEqual(
    await walk(log, { eventType: 'call.failed' }),
    expected((number) => number % 30 === 0),
  );
  const span = { from: START + 10_000, to: START + 100_000 };
  assert.deepEqual(
    await walk(log, span),
    expected((number) => number >= 10 && number < 100),
  );
});

test('counts and the oldest that is retried are taken over all buckets', async (t) => {
  const { dynamodb } = await filled(t);
  const source = { dynamodb, table: 'deliveries', now: () => START };
  const of = { subscriptionId: 'sub_1', buckets: 16 };
  const span = { from: START, to: START + COUNT * 1_000 };
  assert.equal(await countDeliveries(source, { ...of, status: 'delivered', ...span }), COUNT / 3);
  assert.equal(await oldestRetrying(source, of), START + 2_000);
});

test('a delivery that is given up stays in its bucket', async (t) => {
  const { log } = await filled(t);
  const retrying = aDelivery(119);
  assert.equal(retrying.status, 'retrying');
  const found = await log.get('demo', 'msg_119', 'sub_1');
  assert.equal(found?.delivery.bucket ?? 0, retrying.bucket);
  await log.exhaust(found?.delivery ?? retrying, 'attempts_exhausted');
  assert.equal((await walk(log, { status: 'exhausted' }))[0], 'msg_119');
  assert.ok(!(await walk(log, { status: 'retrying' })).includes('msg_119'));
});
