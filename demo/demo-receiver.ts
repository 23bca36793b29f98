import { createArrivals, type Arrivals } from './arrivals.ts';
import type { ApiAccess } from './call-api.ts';
import {
  createDemoSubscription,
  fetchSigningSecret,
  findDemoSubscription,
  moveDemoSubscription,
  type DemoSubscription,
} from './demo-subscription.ts';
import { startReceiver, type Receiver } from './receiver.ts';

/** The built-in receiver and the subscription that sends to it. */
export type DemoReceiver = {
  readonly url: string;
  readonly subscription: DemoSubscription;
  readonly arrivals: Arrivals;
  readonly stop: () => Promise<void>;
};

/**
 * Starts the built-in receiver: where its subscription sends to, so that an earlier start's goes on receiving, or else
 * on a free port with the subscription moved or made.
 * @param options.create whether to make the subscription when there is none.
 * @returns undefined when there is no such subscription, or when it now sends somewhere else.
 */
export async function startDemoReceiver(options: {
  readonly api: ApiAccess;
  readonly create: boolean;
  readonly onWarning: (sentence: string) => void;
}): Promise<DemoReceiver | undefined> {
  const { api } = options;
  const existing = await findDemoSubscription(api);
  const port = existing ? receiverPort(existing.url) : 0;
  if (port === undefined || !(existing || options.create)) return undefined;

  let secret = existing && (await fetchSigningSecret(api, existing.id));
  const arrivals = createArrivals();
  const receiver = await startOnPortOrAnother(port, {
    secret: () => secret,
    onVerified: arrivals.note,
    onRefused: (reason) => options.onWarning(`The receiver refused a request: ${reason}.`),
  });
  try {
    if (existing && receiver.port !== port) await moveDemoSubscription(api, existing.id, receiver.url);
    const subscription = existing ?? (await createDemoSubscription(api, receiver.url));
    secret ??= await fetchSigningSecret(api, subscription.id);
    return { url: receiver.url, subscription, arrivals, stop: receiver.stop };
  } catch (error) {
    await receiver.stop();
    throw error;
  }
}

type Handlers = Omit<Parameters<typeof startReceiver>[0], 'port'>;

async function startOnPortOrAnother(port: number, handlers: Handlers): Promise<Receiver> {
  try {
    return await startReceiver({ port, ...handlers });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    return startReceiver({ port: 0, ...handlers });
  }
}

function receiverPort(url: string): number | undefined {
  const { hostname, port } = new URL(url);
  return hostname === '127.0.0.1' && port !== '' ? Number(port) : undefined;
}
