import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { patchConsole } from '../local/lambda/worker/patch-console.ts';
import { recordToMessage } from '../shared/message/record-to-message.ts';
import { aSubscription } from '../test/fixtures/a-subscription.ts';
import { signAndPost } from './post-loop.ts';
import { quantile } from './quantile.ts';

/** Run in a process of its own: sends by the bundled handler and by the bare loop in turns, and reports both. */
const ROUNDS = 3;
const ROUND_MS = 1_500;
const WARM_UP_MS = 500;
const EVENTS = 40;
const DATA_BYTES = 1_024;

export type Comparison = {
  readonly batch: number;
  readonly inFlight: number;
  readonly deliver: Sent;
  readonly loop: Sent;
};
/** The median of the rounds. */
export type Sent = { readonly perSecond: number; readonly processorUs: number };

const [bundleDirectory = '', endpoint = ''] = process.argv.slice(2);
patchConsole('JSON');
const { handler } = (await import(pathToFileURL(join(bundleDirectory, 'index.mjs')).href)) as {
  handler(event: SQSEvent, context: object): Promise<SQSBatchResponse>;
};
const records = Array.from({ length: EVENTS }, sqsRecord);
const secret = Buffer.alloc(32, 7);
const messages = records.map(({ body }) => {
  const message = recordToMessage(body);
  if ('unusable' in message) throw new Error(`The event cannot be sent: ${message.unusable}.`);
  return message;
});

for (const [batch, inFlight] of [
  [10, 10],
  [10, 60],
  [1, 1],
  [1, 60],
] as const) {
  const comparison: Comparison = { batch, inFlight, ...(await compare(batch, inFlight)) };
  process.send?.(comparison);
}
process.exit();

async function compare(batch: number, inFlight: number): Promise<Pick<Comparison, 'deliver' | 'loop'>> {
  const rounds: { deliver: Sent; loop: Sent }[] = [];
  const deliver = () => send(inFlight / batch, batch, (from) => invoke(records.slice(from, from + batch)));
  const loop = () =>
    send(inFlight, 1, (from) => signAndPost(endpoint, { secret, ...(messages[from] ?? nothing()) }));
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({ deliver: await deliver(), loop: await loop() });
  return { deliver: median(rounds.map((one) => one.deliver)), loop: median(rounds.map((one) => one.loop)) };
}

async function invoke(batch: SQSEvent['Records']): Promise<void> {
  const { batchItemFailures } = await handler({ Records: batch }, {});
  if (batchItemFailures.length > 0)
    throw new Error(`${batchItemFailures.length} records were not delivered.`);
}

/** Keeps that many calls going, each of which sends `size` messages, for one round. */
async function send(calls: number, size: number, call: (from: number) => Promise<void>): Promise<Sent> {
  await keepGoing(WARM_UP_MS, calls, size, call);
  const processor = process.cpuUsage();
  const started = performance.now();
  const sent = await keepGoing(ROUND_MS, calls, size, call);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(processor);
  return { perSecond: sent / seconds, processorUs: (user + system) / sent };
}

async function keepGoing(
  forMs: number,
  calls: number,
  size: number,
  call: (from: number) => Promise<void>,
): Promise<number> {
  const until = performance.now() + forMs;
  let sent = 0;
  const caller = async () => {
    while (performance.now() < until) {
      await call(sent % EVENTS);
      sent += size;
    }
  };
  await Promise.all(Array.from({ length: calls }, caller));
  return sent;
}

function median(rounds: readonly Sent[]): Sent {
  return {
    perSecond: quantile(
      rounds.map(({ perSecond }) => perSecond),
      0.5,
    ),
    processorUs: quantile(
      rounds.map(({ processorUs }) => processorUs),
      0.5,
    ),
  };
}

function sqsRecord(): SQSEvent['Records'][number] {
  const { accountId, id } = aSubscription();
  const event = {
    version: '0',
    id: randomUUID(),
    'detail-type': 'call.ended',
    source: 'freyavoice.calls',
    account: '000000000000',
    time: '2026-11-24T12:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail: { account_id: accountId, data: { call_id: 'call_123', transcript: 'x'.repeat(DATA_BYTES) } },
  };
  return {
    messageId: randomUUID(),
    receiptHandle: randomUUID(),
    body: JSON.stringify(event),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: String(Date.now()),
      SenderId: 'AIDAEXAMPLE',
      ApproximateFirstReceiveTimestamp: String(Date.now()),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:webhooks-bench-${id}`,
    awsRegion: 'us-east-1',
  };
}

function nothing(): never {
  throw new Error('There is no such message.');
}
