import type { RunningPlatform } from './running-platform.ts';

type Platform = Pick<RunningPlatform, 'apiUrl' | 'accountId' | 'accountKey' | 'adminKey'>;

const ACTIVE_WITHIN_MS = 60_000;
const AT_ONCE = 4;

/** Makes as many subscriptions, each of which takes the events of one lane (`data.lane`), and waits until all are active. */
export async function createSubscriptions(
  platform: Platform,
  {
    count,
    url,
    maxConcurrency,
  }: { readonly count: number; readonly url: string; readonly maxConcurrency: number },
): Promise<void> {
  const asAccount = createCaller(platform, platform.accountKey);
  const asAdministrator = createCaller(platform, platform.adminKey);
  await asAdministrator('PATCH', `/v1/accounts/${platform.accountId}`, { limits: { subscriptions: count } });
  const lanes = Array.from({ length: count }, (_, lane) => lane);
  const create = async () => {
    for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) {
      const body = { url, events: ['*'], filter: { lane: [lane] }, max_concurrency: maxConcurrency };
      const { id } = (await asAccount('POST', '/v1/subscriptions', body)) as { id: string };
      await isActive(asAccount, id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, create));
}

async function isActive(call: Call, id: string): Promise<void> {
  const deadline = Date.now() + ACTIVE_WITHIN_MS;
  while (Date.now() < deadline) {
    const { status } = (await call('GET', `/v1/subscriptions/${id}`)) as { status: string };
    if (status === 'active') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Subscription ${id} is not active after ${ACTIVE_WITHIN_MS} ms.`);
}

type Call = (method: string, path: string, body?: object) => Promise<unknown>;

function createCaller({ apiUrl }: Platform, key: string): Call {
  return async (method, path, body) => {
    const response = await fetch(apiUrl + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  };
}
