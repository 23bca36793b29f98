import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Attempt, Delivery } from '../../../../shared/delivery/delivery.ts';
import { createDeliveryLog } from '../../../../shared/delivery/delivery-log.ts';
import { encryptingAws } from '../encryption/encrypting-aws.ts';

const TABLE = 'deliveries';
const BODY = '{"event":"call.ended","data":{"said":"the-payload"}}';
const answer = { responseHeaders: { 'x-trace': 'the-header' }, responseBody: 'the-answer' };

async function logging(context: TestContext) {
  const aws = await encryptingAws(context);
  await aws.createTable(TABLE);
  const maker = aws.cipher();
  await maker.seal('acme', Buffer.from('a key is there'), 'nothing');
  const open = () =>
    createDeliveryLog({
      dynamodb: aws.dynamodb,
      table: TABLE,
      cipher: aws.cipher({ makesKeys: false }),
      now: () => aws.clock.now,
      retentionSeconds: 60,
    });
  const sealedOf = async (partition: string) =>
    (await aws.rows(TABLE)).find(({ pk }) => String(pk).startsWith(partition))?.['sealed'];
  return { aws, log: open(), open, sealedOf, erase: () => maker.erase('acme') };
}

function aDelivery(fields: Partial<Delivery> = {}): Delivery {
  return {
    accountId: 'acme',
    messageId: 'msg_1',
    subscriptionId: 'sub_1',
    eventType: 'call.ended',
    status: 'retrying',
    round: 1,
    attempts: 1,
    attemptsBeforeRound: 0,
    firstAttemptAt: 5,
    lastAttemptAt: 5,
    body: BODY,
    ...fields,
  };
}

function anAttempt(fields: Partial<Attempt> = {}): Attempt {
  return {
    number: 1,
    round: 1,
    startedAt: 5,
    durationMs: 1,
    outcome: 'retryable',
    statusCode: 500,
    ...answer,
    ...fields,
  };
}

const read = (log: ReturnType<typeof createDeliveryLog>) => log.get('acme', 'msg_1', 'sub_1');

test('payload and answers come back as they were, wherever the attempt is kept', async (context) => {
  const { log, open } = await logging(context);
  await log.recordFirst({ delivery: aDelivery(), attempt: anAttempt() });
  const claimed = aDelivery({ attempts: 2, claimedAt: 6 });
  assert.ok(await log.claim(claimed));
  const second = anAttempt({ number: 2, responseBody: 'another-answer' });
  assert.ok(await log.recordClaimed({ delivery: aDelivery({ attempts: 2 }), attempt: second }));
  const found = await read(open());
  assert.equal(found?.delivery.body, BODY);
  assert.deepEqual(found.attempts, [anAttempt(), second]);
});

test('no row shows the payload or an answer, and each is sealed once', async (context) => {
  const { aws, log, sealedOf } = await logging(context);
  await log.recordFirst({ delivery: aDelivery(), attempt: anAttempt() });
  const before = await sealedOf('M#');
  await log.claim(aDelivery({ attempts: 2, claimedAt: 6 }));
  await log.recordClaimed({ delivery: aDelivery({ attempts: 2 }), attempt: anAttempt({ number: 2 }) });
  await log.exhaust(aDelivery({ attempts: 2 }), 'attempts_exhausted');
  assert.deepEqual(await sealedOf('M#'), before, 'it was sealed again, or lost');
  const text = (await aws.rows(TABLE)).map(
    ({ sealed, ...open }) => JSON.stringify(open) + Buffer.from(sealed as Uint8Array).toString('latin1'),
  );
  assert.equal(text.length, 2);
  assert.doesNotMatch(text.join(), /the-payload|the-answer|the-header/);
});

test('a slot that is kept before the first attempt keeps the payload too', async (context) => {
  const { log } = await logging(context);
  assert.ok(await log.keepSlot(aDelivery({ attempts: 0, slotAt: 9 })));
  assert.equal((await read(log))?.delivery.body, BODY);
  assert.ok(await log.claim(aDelivery({ claimedAt: 9 })));
  assert.ok(await log.recordClaimed({ delivery: aDelivery(), attempt: anAttempt() }));
  const found = await read(log);
  assert.equal(found?.delivery.body, BODY);
  assert.deepEqual(found.attempts, [anAttempt()]);
});

test('an attempt that was not answered has nothing sealed', async (context) => {
  const { log, sealedOf } = await logging(context);
  await log.claim(aDelivery({ claimedAt: 5 }));
  await log.recordInterrupted(aDelivery({ claimedAt: 5 }));
  assert.equal(await sealedOf('A#'), undefined);
  const found = await read(log);
  assert.deepEqual(found?.attempts[0]?.errorCode, 'interrupted');
});

test('a payload that compresses well costs no more than it did: it is compressed before it is sealed', async (context) => {
  const { log, sealedOf } = await logging(context);
  const body = JSON.stringify({ data: 'x'.repeat(20_000) });
  await log.recordSuccesses([{ delivery: aDelivery({ body }), attempt: anAttempt() }]);
  assert.ok(((await sealedOf('M#')) as Uint8Array).length < 300);
});

test('fails to read a delivery whose account key was erased', async (context) => {
  const { log, open, erase } = await logging(context);
  await log.recordFirst({ delivery: aDelivery(), attempt: anAttempt() });
  await erase();
  await assert.rejects(read(open()), { code: 'account_key_erased' });
});
