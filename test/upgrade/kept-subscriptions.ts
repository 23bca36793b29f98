/**
 * Where every kept subscription sends to, so that credentials are used where they were given for. Below the ports that
 * systems give out by themselves; one test at a time has it.
 */
export const RECEIVER_PORT = 24_816;

const url = `http://127.0.0.1:${RECEIVER_PORT}/hook`;

/**
 * One subscription for each state that a release may find. While the directory is made the endpoint answers with the
 * header `x-status`.
 */
export const keptSubscriptions = {
  // The first to be looked at, because its retry is soon due.
  retrying: {
    url,
    events: ['workflow.error'],
    retry_policy: { schedule_seconds: [1, 120] },
    authentication: {
      type: 'oauth2',
      token_url: `http://127.0.0.1:${RECEIVER_PORT}/token`,
      client_id: 'kept',
      client_secret: 'a client secret',
    },
    headers: { 'x-name': 'retrying', 'x-status': '500' },
  },
  delivered: {
    url,
    events: ['call.started'],
    filter: { outcome: ['success'] },
    transform: '{ "text": data.call_id & " has started" }',
    signature: 'ed25519',
    headers: { 'x-name': 'delivered' },
  },
  paused: {
    url,
    events: ['call.ended'],
    authentication: { type: 'basic', username: 'kept', password: 'a password' },
    headers: { 'x-name': 'paused' },
  },
  gone: { url, events: ['call.failed'], headers: { 'x-name': 'gone', 'x-status': '410' } },
  exhausted: {
    url,
    events: ['agent.error'],
    retry_policy: { schedule_seconds: [1, 1] },
    headers: { 'x-name': 'exhausted', 'x-status': '500' },
  },
} as const;

export const halfMadeSubscription = { url, events: ['campaign.started'], headers: { 'x-name': 'half-made' } };

/** Makes a subscription under one idempotency key: the second time it answers what it answered the first time. */
export async function createOnce(apiUrl: string, key: string): Promise<unknown> {
  const response = await fetch(new URL('/v1/subscriptions', apiUrl), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': 'kept',
    },
    body: JSON.stringify({ url, events: ['campaign.completed'] }),
  });
  if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`);
  return response.json();
}
