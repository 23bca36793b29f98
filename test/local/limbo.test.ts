import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PurgeQueueCommand, SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { AwsError } from '../../local/endpoint/aws-error.ts';
import { eventually } from '../e2e/support/eventually.ts';
import { startReceiver } from '../e2e/support/receiver.ts';
import { ACCOUNT, type HealWorld, PREFIX, startHealWorld } from './heal-world.ts';

let world: HealWorld;
/** What reconcile may not do for now. */
let refused: string | undefined;

before(async () => {
  world = await startHealWorld({
    fault: (_service, operation, caller) =>
      operation === refused && caller.kind === 'role'
        ? new AwsError('InternalFailure', 'Something went wrong', 500)
        : undefined,
  });
});
after(() => world.stop());

const EVENT = {
  version: '0',
  'detail-type': 'call.ended',
  source: 'freyavoice.calls',
  time: '2026-01-15T10:30:00Z',
};

function eventOf(id: string, data: unknown): string {
  return JSON.stringify({ ...EVENT, id, detail: { account_id: ACCOUNT, data } });
}

async function sendTo(name: string, MessageBody: string, attributes: Record<string, string> = {}) {
  await world.aws.sqs.send(
    new SendMessageCommand({
      QueueUrl: await world.queueUrl(name),
      MessageBody,
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([key, StringValue]) => [key, { DataType: 'String', StringValue }]),
      ),
    }),
  );
}

async function delivery(id: string, messageId: string) {
  return (await world.api('GET', `/v1/subscriptions/${id}/deliveries/${messageId}`)).body;
}

test('a dead letter that was never judged becomes a delivery that a customer can see and redrive', async () => {
  const id = await world.subscribe({ events: ['call.failed'] });
  await sendTo(`${PREFIX}-${id}-dlq`, eventOf('aaaa-1', { n: 1 }));
  await world.tick();
  const row = await delivery(id, 'msg_aaaa1');
  assert.equal(row['status'], 'exhausted');
  assert.equal(row['reason'], 'pipeline');
  assert.deepEqual(row['attempts'], []);
  const letters = await world.receiveAll(`${PREFIX}-${id}-dlq`);
  assert.equal(letters.length, 1);
  assert.equal(letters[0]?.Body, eventOf('aaaa-1', { n: 1 }));
  assert.equal(letters[0]?.MessageAttributes?.['round']?.StringValue, '2');
  assert.equal(letters[0]?.MessageAttributes?.['reason']?.StringValue, 'pipeline');
  assert.ok(world.stack.traces.lines.some((line) => line.includes('"PipelineDeadLetters":1')));
  assert.ok(world.stack.traces.lines.some((line) => line.includes('never_attempted')));
});

test('a dead letter with attempts on record is the customer’s, and no alarm', async (t) => {
  const dead = await startReceiver(() => ({ status: 500 }));
  t.after(() => dead.stop());
  const id = await world.subscribe({
    url: dead.url,
    events: ['call.started'],
    retry_policy: { schedule_seconds: [3600] },
  });
  await sendTo(`${PREFIX}-${id}`, eventOf('bbbb-1', { n: 1 }));
  await eventually(
    'the attempt is on record',
    async () => (await delivery(id, 'msg_bbbb1'))['status'] === 'retrying',
  );
  await sendTo(`${PREFIX}-${id}-dlq`, eventOf('bbbb-1', { n: 1 }));
  const alarms = () => world.stack.traces.lines.filter((line) => line.includes('never_attempted')).length;
  const before = alarms();
  await world.tick();
  const row = await delivery(id, 'msg_bbbb1');
  assert.equal(row['status'], 'exhausted');
  assert.equal(row['reason'], 'attempts_exhausted');
  assert.equal(alarms(), before);
});

test('a judged dead letter stays as it is', async () => {
  const id = await world.subscribe({ events: ['agent.error'] });
  const letter = [`${PREFIX}-${id}-dlq`, eventOf('cccc-1', {}), { round: '2', reason: 'gone' }] as const;
  await sendTo(...letter);
  await world.tick();
  const letters = await world.receiveAll(`${PREFIX}-${id}-dlq`);
  assert.deepEqual(
    letters.map(({ Body, MessageAttributes }) => [Body, MessageAttributes?.['reason']?.StringValue]),
    [[letter[1], 'gone']],
  );
});

test('a retry whose record is lost is made from the stored payload, with the same id, bytes and numbers', async (t) => {
  let status = 500;
  const endpoint = await startReceiver(() => ({ status }));
  t.after(() => endpoint.stop());
  const id = await world.subscribe({
    url: endpoint.url,
    events: ['call.transferred'],
    retry_policy: { schedule_seconds: [1, 1, 1] },
  });
  const data = '{"account_id":"heal","data":{"big":12345678901234567890,"price":1.10}}';
  await sendTo(
    `${PREFIX}-${id}`,
    JSON.stringify({ ...EVENT, id: 'dddd-1', detail: 0 }).replace('"detail":0', `"detail":${data}`),
  );
  const [first] = await endpoint.waitFor(1);
  await world.aws.sqs.send(new PurgeQueueCommand({ QueueUrl: await world.queueUrl(`${PREFIX}-${id}`) }));
  status = 204;
  await eventually('it is delivered', async () => {
    await world.tick();
    return (await delivery(id, 'msg_dddd1'))['status'] === 'delivered';
  });
  const second = endpoint.received.at(-1);
  assert.equal(second?.body, first?.body);
  assert.equal(second?.headers['webhook-id'], first?.headers['webhook-id']);
  const { attempts } = (await delivery(id, 'msg_dddd1')) as { attempts: { number: number }[] };
  assert.deepEqual(
    attempts.map(({ number }) => number),
    [1, 2],
  );
});

test('what EventBridge could not put into a queue is sent to it later', async () => {
  const id = await world.subscribe({ events: ['workflow.started'] });
  const QueueUrl = await world.queueUrl(`${PREFIX}-${id}`);
  await world.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } }));
  await world.emit('workflow.started', { ingest: 'late' });
  await eventually('the event is a dead letter', async () => {
    const letters = await world.receiveAll(`${PREFIX}-ingest-dlq`);
    return letters.length === 1 && letters[0]?.MessageAttributes?.['RULE_ARN'];
  });
  await eventually('it arrives', async () => {
    await world.tick();
    return world.receiver.received.some(({ body }) => body.includes('"late"'));
  });
  assert.deepEqual(await world.receiveAll(`${PREFIX}-ingest-dlq`), []);
});

test('an ingest dead letter of a subscription that is gone is kept with its reason, one without account as it is', async () => {
  const gone = 'sub_019a0000000070008000000000000000';
  const rule = `arn:aws:events:us-east-1:000000000000:rule/${PREFIX}/${PREFIX}-${gone}`;
  await sendTo(`${PREFIX}-ingest-dlq`, eventOf('eeee-1', {}), { RULE_ARN: rule, ERROR_CODE: 'NO_RESOURCE' });
  await sendTo(`${PREFIX}-ingest-dlq`, JSON.stringify({ ...EVENT, detail: {} }));
  await world.tick();
  await world.tick();
  const letters = await world.receiveAll(`${PREFIX}-ingest-dlq`);
  assert.deepEqual(
    new Set(
      letters.map(({ MessageAttributes: attributes = {} }) =>
        ['reason', 'ERROR_CODE'].map((name) => attributes[name]?.StringValue).join(' '),
      ),
    ),
    new Set(['subscription_gone NO_RESOURCE', ' ']),
  );
  assert.equal(letters.length, 2);
});

for (const operation of ['PutItem', 'SendMessage', 'PutEvents', 'DeleteMessage'])
  test(`a dead letter is not lost where ${operation} fails in between`, async () => {
    const id = await world.subscribe({ events: ['campaign.started'] });
    const messageId = `msg_${operation}`;
    await sendTo(`${PREFIX}-${id}-dlq`, eventOf(operation, {}));
    refused = operation;
    await world.tick();
    refused = undefined;
    await eventually(
      'the dead letter is judged',
      async () => {
        await world.tick();
        const letters = await world.receiveAll(`${PREFIX}-${id}-dlq`);
        return letters.length > 0 && letters.every(({ MessageAttributes }) => MessageAttributes?.['round']);
      },
      20_000,
    );
    assert.equal((await delivery(id, messageId))['status'], 'exhausted');
  });
