import type { AwsAccess } from './aws-access.ts';
import type { ApiAccess } from './call-api.ts';
import type { DemoReceiver } from './demo-receiver.ts';
import { waitUntilActive } from './demo-subscription.ts';
import { emitExamples } from './emit-examples.ts';

/** An attempt that fails is retried after 5 s and after 5 min: longer than this is not worth waiting for. */
const PATIENCE_MS = 30_000;

/**
 * Sends one event of every type all the way through, from the bus to the receiver.
 * @returns a sentence that says how many arrived with a right signature: `14 of 14 verified`.
 */
export async function showExamples(options: {
  readonly api: ApiAccess;
  readonly aws: AwsAccess;
  readonly eventBusName: string;
  readonly accountId: string;
  readonly receiver: DemoReceiver;
  readonly signal: AbortSignal;
}): Promise<string> {
  const { receiver } = options;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const signal = AbortSignal.any([options.signal, patience]);
  try {
    await waitUntilActive(options.api, receiver.subscription, signal);
  } catch (error) {
    if (!patience.aborted) throw error;
    return `The demo subscription ${receiver.subscription.id} did not become active within ${PATIENCE_MS / 1000} s; no example was sent.`;
  }
  const sent = await emitExamples(options);
  const missing = await receiver.arrivals.waitFor(sent, signal);
  options.signal.throwIfAborted();
  const verified = `${sent.length - missing.length} of ${sent.length} verified`;
  return missing.length === 0 ? verified : `${verified}; not arrived yet: ${missing.join(', ')}`;
}
