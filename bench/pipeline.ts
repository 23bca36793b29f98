import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Bench, Row } from './bench.ts';
import { createSubscriptions } from './create-subscriptions.ts';
import { quantile } from './quantile.ts';
import { startPlatformProcess, type RunningPlatform } from './running-platform.ts';
import { startTimedReceiver, type TimedReceiver } from './timed-receiver.ts';

const SUBSCRIPTIONS = [1, 100];
const RATES = [100, 300, 1_000];
const EMIT_MS = 4_000;
/** What is not there by then is a backlog. */
const DRAIN_MS = 3_000;
const FLOOD_EVENTS = 3_000;
const FLOOD_CALLERS = 4;
const FLOOD_MS = 15_000;
/** PutEvents takes ten; each call carries what is due since the one before. */
const MOST_PER_CALL = 10;
const TICK_MS = 10;
const SUBSCRIPTION_CONCURRENCY = 100;

export const pipeline: Bench = {
  name: 'pipeline',
  question:
    'The whole way on the embedded AWS: from PutEvents to the receiver, each event to one of the subscriptions. The emitter and the receiver share the machine with it. "As fast as possible" puts all events at once: its rate is what is sustained.',
  async run() {
    const rows: Row[] = [];
    for (const subscriptions of SUBSCRIPTIONS) {
      const platform = await startPlatformProcess();
      const receiver = await startTimedReceiver();
      try {
        await createSubscriptions(platform, {
          count: subscriptions,
          url: receiver.url,
          maxConcurrency: SUBSCRIPTION_CONCURRENCY,
        });
        const emit = createEmitter(platform, subscriptions);
        for (const rate of RATES) rows.push(await measure({ platform, emit, receiver, subscriptions }, rate));
        rows.push(await flood({ platform, emit, receiver, subscriptions }));
      } finally {
        await platform.stop();
        await receiver.stop();
      }
    }
    return rows;
  },
};

type Emit = (count: number) => Promise<void>;
type Pipeline = {
  readonly platform: RunningPlatform;
  readonly emit: Emit;
  readonly receiver: TimedReceiver;
  readonly subscriptions: number;
};

async function measure(pipeline: Pipeline, rate: number): Promise<Row> {
  const { emit, receiver, platform } = pipeline;
  receiver.reset();
  const processorMs = platform.processorMs();
  const started = performance.now();
  const put = await emitAtRate(emit, rate);
  const isAll = await receiver.waitFor(put, EMIT_MS + DRAIN_MS - (performance.now() - started));
  const endedAt = isAll ? receiver.lastAt() : performance.now();
  const row = figures(pipeline, {
    rate: String(rate),
    put,
    seconds: (endedAt - started) / 1000,
    processorMs,
  });
  await receiver.waitFor(put, FLOOD_MS);
  return row;
}

async function emitAtRate(emit: Emit, rate: number): Promise<number> {
  const started = performance.now();
  const calls: Promise<void>[] = [];
  let put = 0;
  while (performance.now() - started < EMIT_MS) {
    const due = Math.floor(((performance.now() - started) / 1000) * rate) - put;
    for (let left = due; left > 0; left -= MOST_PER_CALL) calls.push(emit(Math.min(left, MOST_PER_CALL)));
    put += Math.max(due, 0);
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(calls);
  return put;
}

async function flood(pipeline: Pipeline): Promise<Row> {
  const { emit, receiver, platform } = pipeline;
  receiver.reset();
  const processorMs = platform.processorMs();
  const started = performance.now();
  const caller = async () => {
    for (let left = FLOOD_EVENTS / FLOOD_CALLERS; left > 0; left -= MOST_PER_CALL) await emit(MOST_PER_CALL);
  };
  await Promise.all(Array.from({ length: FLOOD_CALLERS }, caller));
  const isAll = await receiver.waitFor(FLOOD_EVENTS, FLOOD_MS);
  const endedAt = isAll ? receiver.lastAt() : performance.now();
  const seconds = (endedAt - started) / 1000;
  return figures(pipeline, { rate: 'as fast as possible', put: FLOOD_EVENTS, seconds, processorMs });
}

function figures(
  { platform, receiver, subscriptions }: Pipeline,
  run: {
    readonly rate: string;
    readonly put: number;
    readonly seconds: number;
    readonly processorMs: number;
  },
): Row {
  const latenciesMs = receiver.latenciesMs();
  const received = latenciesMs.length;
  return {
    subscriptions,
    'events/s put': run.rate,
    events: run.put,
    received,
    'deliveries/s': (received / run.seconds).toFixed(0),
    'p50 ms': quantile(latenciesMs, 0.5).toFixed(0),
    'p99 ms': quantile(latenciesMs, 0.99).toFixed(0),
    'processor ms/delivery': ((platform.processorMs() - run.processorMs) / received).toFixed(2),
  };
}

function createEmitter(platform: RunningPlatform, subscriptions: number): Emit {
  const client = new EventBridgeClient({
    endpoint: platform.awsEndpointUrl,
    region: platform.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  let emitted = 0;
  return async (count) => {
    const Entries = Array.from({ length: count }, () => ({
      EventBusName: platform.eventBusName,
      Source: 'freyavoice.bench',
      DetailType: 'call.ended',
      Detail: JSON.stringify({
        account_id: platform.accountId,
        data: {
          lane: emitted++ % subscriptions,
          put_at: Date.now(),
          call_id: 'call_123',
          text: 'x'.repeat(500),
        },
      }),
    }));
    const { FailedEntryCount } = await client.send(new PutEventsCommand({ Entries }));
    if (FailedEntryCount) throw new Error(`EventBridge refused ${FailedEntryCount} events.`);
  };
}
