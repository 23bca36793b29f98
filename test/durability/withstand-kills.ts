import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { localAwsAccess } from '../../demo/aws-access.ts';
import { eventually } from '../e2e/support/eventually.ts';
import { type Api, createApi } from '../local/api.ts';
import { seededRandom } from '../local/seeded-random.ts';
import { checkAttempts } from './check-attempts.ts';
import { checkIndexes } from './check-indexes.ts';
import { createEventWriter } from './event-writer.ts';
import { type Connection, startPlatform } from './platform-process.ts';
import { readTables } from './read-tables.ts';
import { type Endpoint, startEndpoint } from './start-endpoint.ts';
import { createSubscriptionWriter } from './subscription-writer.ts';

export type Withstood = {
  readonly seed: number;
  readonly kills: number;
  /** How many of them came while the platform was starting. */
  readonly killsAtStart: number;
  readonly events: number;
  /** Events that the endpoint has taken more than once. */
  readonly repeated: number;
  readonly apiWrites: number;
  readonly indexEntries: number;
  readonly attempts: number;
  readonly interrupted: number;
  readonly seconds: number;
};

export type KillOptions = {
  readonly kills: number;
  readonly seed: number;
  /** Whether to wait until every subscription is made, whose lease a killed run may hold for 70 s. */
  readonly untilMade: boolean;
  readonly print: (line: string) => void;
};

const ACCOUNT = 'durable';
const EVENT_TYPE = 'call.ended';
/** Retries must outlast the kills: an attempt that a kill interrupts is used up. */
const RETRIES = { schedule_seconds: Array.from({ length: 20 }, () => 1) };
/** A kill comes at most this long after the platform is ready. */
const LOADED_MS = 2_500;
/** One kill in so many comes while the platform starts. */
const AT_START_EVERY = 3;
const ARRIVAL_MS = 120_000;
const MADE_MS = 180_000;

/**
 * Kills the platform under load, again and again, each time starting it on what the last one left, and checks that
 * nothing which was acknowledged is lost: every event arrives, every API write is there, every index equals its items,
 * and no attempt number is skipped or repeated.
 * @throws {Error} where one of this is not so; the data directory is then kept and named
 */
export async function withstandKills({ kills, seed, untilMade, print }: KillOptions): Promise<Withstood> {
  const startedAt = performance.now();
  const random = seededRandom(seed);
  const dataDirectory = mkdtempSync(join(tmpdir(), 'webhooks-durability-'));
  const endpoint = await startEndpoint();
  const events = createEventWriter(ACCOUNT, EVENT_TYPE);
  const customer = createSubscriptionWriter(random, endpoint.url);
  let platform = startPlatform(dataDirectory);
  let indexEntries = 0;
  let killsAtStart = 0;
  try {
    const first = await platform.ready();
    const startMs = performance.now() - startedAt;
    const { key, subscriptionId } = await subscribe(first, endpoint.url);
    for (let kill = 1; kill <= kills; kill++) {
      const atStart = kill % AT_START_EVERY === 0;
      if (atStart) {
        killsAtStart++;
        await pause(random() * startMs);
        await platform.kill();
      } else {
        const connection = kill === 1 ? first : await platform.ready();
        const api = createApi(connection.api_url, key);
        await customer.check(api);
        const stopWriting = [events.start(connection), customer.start(api)];
        await pause(random() * LOADED_MS);
        await platform.kill();
        await Promise.all(stopWriting.map((stop) => stop()));
      }
      indexEntries += readTables(dataDirectory, checkIndexes);
      print(`kill ${kill}${atStart ? ' while starting' : ''}: ${progress(events.acknowledged, endpoint)}`);
      platform = startPlatform(dataDirectory);
    }
    const last = await platform.ready();
    const api = createApi(last.api_url, key);
    await customer.check(api);
    await endpoint.waitForAll(events.acknowledged, ARRIVAL_MS);
    await drained(last, subscriptionId);
    if (untilMade) await made(api, customer.living());
    await platform.stop();
    const log = readTables(dataDirectory, (tables) => {
      indexEntries += checkIndexes(tables);
      return checkAttempts(tables);
    });
    for (const n of events.acknowledged)
      assert.ok(
        log.delivered.has(endpoint.messageIds.get(n) ?? ''),
        `event ${n} arrived and is not on record`,
      );
    rmSync(dataDirectory, { recursive: true });
    return {
      seed,
      kills,
      killsAtStart,
      events: events.acknowledged.size,
      repeated: [...endpoint.arrivals.values()].filter((count) => count > 1).length,
      apiWrites: customer.acknowledged(),
      indexEntries,
      attempts: log.attempts,
      interrupted: log.interrupted,
      seconds: (performance.now() - startedAt) / 1_000,
    };
  } catch (error) {
    await platform.kill();
    throw new Error(`seed ${seed}, data kept in ${dataDirectory}`, { cause: error });
  } finally {
    await endpoint.stop();
  }
}

async function subscribe(
  connection: Connection,
  url: string,
): Promise<{ key: string; subscriptionId: string }> {
  const admin = createApi(connection.api_url, connection.admin_key);
  await created(admin('POST', '/v1/accounts', { id: ACCOUNT, limits: { subscriptions: 1_000 } }));
  const { key } = await created(admin('POST', `/v1/accounts/${ACCOUNT}/keys`, { role: 'manage' }));
  const api = admin.with(String(key));
  const { id } = await created(
    api('POST', '/v1/subscriptions', { url, events: [EVENT_TYPE], retry_policy: RETRIES }),
  );
  await made(api, [String(id)]);
  return { key: String(key), subscriptionId: String(id) };
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

/** What was answered is then on record as well. */
async function drained({ aws_endpoint_url: url, region }: Connection, subscriptionId: string): Promise<void> {
  const sqs = new SQSClient(localAwsAccess(url, region));
  const QueueUrl = `${url}/000000000000/webhooks-test-${subscriptionId}`;
  await eventually(
    'the queue is empty',
    async () => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      return (
        Attributes.ApproximateNumberOfMessages === '0' &&
        Attributes.ApproximateNumberOfMessagesNotVisible === '0'
      );
    },
    ARRIVAL_MS,
  );
  sqs.destroy();
}

function progress(acknowledged: ReadonlySet<number>, { arrivals }: Endpoint): string {
  const arrived = [...acknowledged].filter((n) => arrivals.has(n)).length;
  return `${acknowledged.size} events acknowledged, ${arrived} of them have arrived`;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
