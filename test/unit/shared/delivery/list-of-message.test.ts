import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attempt, Delivery } from '../../../../shared/delivery/delivery.ts';
import { createDeliveryLog } from '../../../../shared/delivery/delivery-log.ts';
import { listOfMessage } from '../../../../shared/delivery/list-of-message.ts';
import { encryptingAws } from '../encryption/encrypting-aws.ts';

const TABLE = 'deliveries';
const NOW = 1_700_000_000_000;

test("a message's deliveries are paged over its account's subscriptions, and nobody else's", async (t) => {
  const { dynamodb, cipher, createTable } = await encryptingAws(t);
  await createTable(TABLE);
  const clock = { now: NOW };
  const now = () => clock.now;
  const log = createDeliveryLog({ dynamodb, table: TABLE, cipher: cipher(), now, retentionSeconds: 60 });
  const keys = [
    ['demo', 'sub_1'],
    ['demo', 'sub_2'],
    ['demo', 'sub_3'],
    ['other', 'sub_4'],
  ] as const;
  await log.recordSuccesses(keys.map(([accountId, id]) => recorded(accountId, id)));
  const source = { dynamodb, table: TABLE, now };
  const wanted = { accountId: 'demo', messageId: 'msg_1', limit: 2 };
  const first = await listOfMessage(source, wanted);
  assert.deepEqual(
    first.deliveries.map(({ subscriptionId, status }) => [subscriptionId, status]),
    [
      ['sub_1', 'delivered'],
      ['sub_2', 'delivered'],
    ],
  );
  assert.equal(first.next, 'sub_2');
  const second = await listOfMessage(source, { ...wanted, after: first.next });
  assert.deepEqual(
    second.deliveries.map(({ subscriptionId }) => subscriptionId),
    ['sub_3'],
  );
  assert.equal(second.next, undefined);
  clock.now += 61_000;
  assert.deepEqual((await listOfMessage(source, wanted)).deliveries, [], 'expired rows are still listed');
});

function recorded(accountId: string, subscriptionId: string): { delivery: Delivery; attempt: Attempt } {
  const attempt: Attempt = { number: 1, round: 1, startedAt: NOW, durationMs: 5, outcome: 'delivered' };
  const ids = { accountId, subscriptionId, messageId: 'msg_1', eventType: 'call.ended' };
  const counts = { status: 'delivered', round: 1, attempts: 1, attemptsBeforeRound: 0 } as const;
  return { delivery: { ...ids, ...counts, firstAttemptAt: NOW, lastAttemptAt: NOW, body: '{}' }, attempt };
}
