import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { localAwsAccess } from '../../demo/aws-access.ts';
import type { Connection } from './platform-process.ts';

export type EventWriter = {
  /** The numbers of the events that EventBridge has acknowledged. */
  readonly acknowledged: ReadonlySet<number>;
  /** Puts events without a pause until the function that it returns is called, or the platform is gone. */
  start(connection: Connection): () => Promise<void>;
};

const AT_ONCE = 3;
const BATCH = 10;
/** A breath between two calls, so that delivering keeps up on a small machine. */
const PAUSE_MS = 30;

/** A service that emits: what it was told is accepted must arrive, whatever happens to the platform. */
export function createEventWriter(accountId: string, eventType: string): EventWriter {
  const acknowledged = new Set<number>();
  let next = 0;

  async function put(client: EventBridgeClient, busName: string): Promise<void> {
    const numbers = Array.from({ length: BATCH }, () => next++);
    const { Entries = [] } = await client.send(
      new PutEventsCommand({
        Entries: numbers.map((n) => ({
          EventBusName: busName,
          Source: 'freyavoice.calls',
          DetailType: eventType,
          Detail: JSON.stringify({ account_id: accountId, data: { n } }),
        })),
      }),
    );
    for (const [index, n] of numbers.entries()) if (Entries[index]?.EventId) acknowledged.add(n);
  }

  return {
    acknowledged,
    start(connection) {
      const client = new EventBridgeClient({
        ...localAwsAccess(connection.aws_endpoint_url, connection.region),
        maxAttempts: 1,
      });
      const stopping = new AbortController();
      const write = async () => {
        while (!stopping.signal.aborted) {
          try {
            await put(client, connection.event_bus_name);
          } catch {
            // The platform is gone in the middle of the call: these were not acknowledged, and may arrive or not.
            return;
          }
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        }
      };
      const writing = Promise.all(Array.from({ length: AT_ONCE }, write));
      return async () => {
        stopping.abort();
        await writing;
        client.destroy();
      };
    },
  };
}
