import { eventually } from '../e2e/support/eventually.ts';
import { startLocalReceiver } from '../e2e/support/local-receiver.ts';
import type { Received, Receiver } from '../e2e/support/receiver.ts';
import { RECEIVER_PORT } from './kept-subscriptions.ts';

/** How long another run of the test, on this machine at the same time, may have the port. */
const PORT_MS = 60_000;

/** The endpoint of the kept subscriptions, which gives out tokens as well. */
export function startKeptReceiver(answer: (request: Received) => number): Promise<Receiver> {
  return eventually(
    `port ${RECEIVER_PORT} is free`,
    async () => {
      try {
        return await startLocalReceiver(
          (request) => (isForToken(request) ? token() : { status: answer(request) }),
          RECEIVER_PORT,
        );
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined;
        throw error;
      }
    },
    PORT_MS,
  );
}

/** The requests of the subscription of that name, in the order they came. */
export function requestsOf({ received }: Receiver, name: string): readonly Received[] {
  return received.filter(({ headers }) => headers['x-name'] === name);
}

function isForToken({ headers }: Received): boolean {
  return headers['content-type'] === 'application/x-www-form-urlencoded';
}

function token() {
  const body = { access_token: 'a-token', token_type: 'Bearer', expires_in: 3600 };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
