import type { Bench, Row } from './bench.ts';
import { fillLog } from './fill-log.ts';
import { quantile } from './quantile.ts';
import { startPlatformProcess, type RunningPlatform } from './running-platform.ts';

/** `BENCH_ATTEMPTS=50000 npm run bench lists` fills in less. */
const ATTEMPTS = Number(process.env['BENCH_ATTEMPTS'] ?? 1_000_000);
const CALLS = 100;
/** Before each measurement, so that none has a cold start in it. */
const WARM_UP = 10;
const FAR_PAGE = 100;
const LIMIT = 50;

export const lists: Bench = {
  name: 'lists',
  question: `List and detail answers of one subscription over the HTTP API of the embedded AWS: on an empty store, and with ${ATTEMPTS.toLocaleString('en')} attempts stored for it, over ${CALLS} calls one after the other; the aim is a p95 under 50 ms, first page and page ${FAR_PAGE} alike.`,
  async run() {
    const platform = await startPlatformProcess();
    try {
      const call = createCaller(platform);
      await call.asAdministrator('PATCH', `/v1/accounts/${platform.accountId}`, {
        limits: { requests_per_second: 1_000 },
      });
      const body = { url: 'http://127.0.0.1:9/unused', events: ['call.ended'] };
      const { id } = (await call.asAccount('POST', '/v1/subscriptions', body)) as { id: string };
      const empty = await measureAll(call.asAccount, id);
      const started = performance.now();
      await fillLog(platform, { subscriptionId: id, attempts: ATTEMPTS });
      const seconds = (performance.now() - started) / 1_000;
      const full = await measureAll(call.asAccount, id);
      console.log(`filled in ${seconds.toFixed(0)} s`);
      return [...full].map(([name, times]) => toRow(name, empty.get(name) ?? [], times));
    } finally {
      await platform.stop();
    }
  },
};

function toRow(name: string, empty: readonly number[], full: readonly number[]): Row {
  return {
    call: name,
    'p50 empty': ms(empty, 0.5),
    'p95 empty': ms(empty, 0.95),
    'p50 full': ms(full, 0.5),
    'p95 full': ms(full, 0.95),
  };
}

function ms(times: readonly number[], part: number): string {
  return quantile(times, part).toFixed(1);
}

type Call = (method: string, path: string, body?: object) => Promise<unknown>;
type Page = {
  readonly data: readonly { readonly message_id: string }[];
  readonly next_cursor: string | null;
};

async function measureAll(call: Call, id: string): Promise<Map<string, readonly number[]>> {
  const list = `/v1/subscriptions/${id}/deliveries?limit=${LIMIT}`;
  const first = (await call('GET', list)) as Page;
  const far = await cursorOf(call, list, first);
  const messageId = first.data[0]?.message_id ?? 'msg_none';
  const calls: readonly (readonly [string, string])[] = [
    ['first page', list],
    [`page ${FAR_PAGE}`, far === undefined ? list : `${list}&cursor=${far}`],
    ['exhausted, first page', `${list}&status=exhausted`],
    ['one event type, first page', `${list}&event_type=call.ended`],
    ['one delivery', `/v1/subscriptions/${id}/deliveries/${messageId}`],
    ['one message', `/v1/messages/${messageId}`],
    ['statistics of a day', `/v1/subscriptions/${id}/stats`],
  ];
  const measured = new Map<string, readonly number[]>();
  for (const [name, path] of calls) measured.set(name, await measure(call, path));
  return measured;
}

async function cursorOf(call: Call, list: string, first: Page): Promise<string | undefined> {
  let cursor = first.next_cursor;
  for (let page = 2; page < FAR_PAGE && cursor !== null; page++)
    cursor = ((await call('GET', `${list}&cursor=${cursor}`)) as Page).next_cursor;
  return cursor ?? undefined;
}

async function measure(call: Call, path: string): Promise<readonly number[]> {
  for (let count = 0; count < WARM_UP; count++) await call('GET', path);
  const times: number[] = [];
  for (let count = 0; count < CALLS; count++) {
    const started = performance.now();
    await call('GET', path);
    times.push(performance.now() - started);
  }
  return times;
}

function createCaller({ apiUrl, accountKey, adminKey }: RunningPlatform) {
  const withKey =
    (key: string): Call =>
    async (method, path, body) => {
      const response = await fetch(apiUrl + path, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      // On the empty store there is no delivery to show: that answer is measured, too.
      if (!response.ok && response.status !== 404)
        throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
      return response.json();
    };
  return { asAccount: withKey(accountKey), asAdministrator: withKey(adminKey) };
}
