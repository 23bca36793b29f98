import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../e2e/support/eventually.ts';
import type { Api } from '../local/api.ts';
import { seededRandom } from '../local/seeded-random.ts';
import { type AttemptsOnRecord, checkAttempts } from './check-attempts.ts';
import { checkIndexes } from './check-indexes.ts';
import { createDurableAccount, type DurableAccount } from './durable-account.ts';
import { createEventWriter, type EventWriter } from './event-writer.ts';
import { type PlatformProcess, startPlatform } from './platform-process.ts';
import { readTables } from './read-tables.ts';
import { type Endpoint, startEndpoint } from './start-endpoint.ts';
import { createSubscriptionWriter, type SubscriptionWriter } from './subscription-writer.ts';

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
  /** Whether to wait until every subscription is made, which can take minutes. */
  readonly untilMade: boolean;
  readonly print: (line: string) => void;
};

type Run = {
  readonly options: KillOptions;
  readonly random: () => number;
  readonly dataDirectory: string;
  readonly endpoint: Endpoint;
  readonly events: EventWriter;
  readonly customers: readonly SubscriptionWriter[];
  platform: PlatformProcess;
  killsAtStart: number;
  indexEntries: number;
};

const ACCOUNT = { accountId: 'durable', eventType: 'call.ended' };
/** How many write through the API at once. */
const CUSTOMERS = 3;
/** A kill comes at most this long after the platform is ready. */
const LOADED_MS = 2_500;
/** Of the kills under load, this part waits for a first API write, which a slow machine may not get to otherwise. */
const WRITTEN_FIRST = 2 / 3;
const WRITE_MS = 60_000;
/** One kill in so many comes while the platform starts. */
const AT_START_EVERY = 3;
const ARRIVAL_MS = 240_000;

/**
 * Kills the platform under load, again and again, each time starting it on what the last one left, and checks that
 * nothing which was acknowledged is lost: every event arrives, every API write is there, every index equals its items,
 * and no attempt number is skipped or repeated.
 * @throws {Error} where one of this is not so; the data directory is then kept and named
 */
export async function withstandKills(options: KillOptions): Promise<Withstood> {
  const startedAt = performance.now();
  const run = await begin(options);
  try {
    const connection = await run.platform.ready();
    const startMs = performance.now() - startedAt;
    const account = await createDurableAccount(connection, { ...ACCOUNT, url: run.endpoint.url });
    for (let kill = 1; kill <= options.kills; kill++) {
      const atStart = kill % AT_START_EVERY === 0;
      await (atStart ? killAtStart(run, startMs) : killUnderLoad(run, account));
      run.indexEntries += readTables(run.dataDirectory, checkIndexes);
      options.print(`kill ${kill}${atStart ? ' while starting' : ''}: ${progress(run)}`);
      run.platform = startPlatform(run.dataDirectory);
    }
    const log = await conclude(run, account);
    rmSync(run.dataDirectory, { recursive: true });
    return result(run, log, (performance.now() - startedAt) / 1_000);
  } catch (error) {
    await run.platform.kill();
    throw new Error(`seed ${options.seed}, data kept in ${run.dataDirectory}`, { cause: error });
  } finally {
    await run.endpoint.stop();
  }
}

async function begin(options: KillOptions): Promise<Run> {
  const random = seededRandom(options.seed);
  const dataDirectory = mkdtempSync(join(tmpdir(), 'webhooks-durability-'));
  const endpoint = await startEndpoint();
  return {
    options,
    random,
    dataDirectory,
    endpoint,
    events: createEventWriter(ACCOUNT.accountId, ACCOUNT.eventType),
    customers: Array.from({ length: CUSTOMERS }, (_, lane) =>
      createSubscriptionWriter(seededRandom(options.seed + lane + 1), endpoint.url),
    ),
    platform: startPlatform(dataDirectory),
    killsAtStart: 0,
    indexEntries: 0,
  };
}

async function killUnderLoad(run: Run, account: DurableAccount): Promise<void> {
  const connection = await run.platform.ready();
  const api = account.api(connection);
  await checkWrites(run, api);
  const stops = [run.events, ...run.customers].map((writer) => writer.start(connection, api));
  const before = apiWrites(run);
  if (run.random() < WRITTEN_FIRST)
    await eventually(
      'an API write is acknowledged',
      () => Promise.resolve(apiWrites(run) > before),
      WRITE_MS,
    );
  await pause(run.random() * LOADED_MS);
  await run.platform.kill();
  await Promise.all(stops.map((stop) => stop()));
}

async function checkWrites({ customers }: Run, api: Api): Promise<void> {
  for (const customer of customers) await customer.check(api);
}

async function killAtStart(run: Run, startMs: number): Promise<void> {
  run.killsAtStart++;
  await pause(run.random() * startMs);
  await run.platform.kill();
}

/** Waits until all has arrived, stops the platform well, and reads what it leaves. */
async function conclude(run: Run, account: DurableAccount): Promise<AttemptsOnRecord> {
  const { customers, dataDirectory, endpoint, events, options, platform } = run;
  const connection = await platform.ready();
  await checkWrites(run, account.api(connection));
  await endpoint.waitForAll(events.acknowledged, ARRIVAL_MS);
  await account.drained(connection);
  if (options.untilMade)
    await account.made(
      connection,
      customers.flatMap((customer) => customer.living()),
    );
  await platform.stop();
  const log = readTables(dataDirectory, (tables) => {
    run.indexEntries += checkIndexes(tables);
    return checkAttempts(tables);
  });
  for (const n of events.acknowledged)
    assert.ok(log.delivered.has(endpoint.messageIds.get(n) ?? ''), `event ${n} arrived and is not on record`);
  return log;
}

function result(run: Run, log: AttemptsOnRecord, seconds: number): Withstood {
  const { options, events, endpoint, killsAtStart, indexEntries } = run;
  return {
    seed: options.seed,
    kills: options.kills,
    killsAtStart,
    events: events.acknowledged.size,
    repeated: [...endpoint.arrivals.values()].filter((count) => count > 1).length,
    apiWrites: apiWrites(run),
    indexEntries,
    attempts: log.attempts,
    interrupted: log.interrupted,
    seconds,
  };
}

function apiWrites({ customers }: Run): number {
  return customers.reduce((sum, customer) => sum + customer.acknowledged(), 0);
}

function progress({ events: { acknowledged }, endpoint: { arrivals } }: Run): string {
  const arrived = [...acknowledged].filter((n) => arrivals.has(n)).length;
  return `${acknowledged.size} events acknowledged, ${arrived} of them have arrived`;
}
