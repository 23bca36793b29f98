import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { awsClients } from './aws-clients.ts';
import { connection } from './connection.ts';

export type EmittedEvent = {
  readonly type: string;
  /** The detail, or its JSON text where the text matters. */
  readonly detail: object | string;
  readonly source?: string;
};

/** Puts events onto the bus as a service would, ten a call. @throws if EventBridge refuses one. */
export async function putEvents(events: readonly EmittedEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += 10) {
    const { FailedEntryCount, Entries } = await awsClients.events.send(
      new PutEventsCommand({
        Entries: events.slice(from, from + 10).map(({ type, detail, source = 'freyavoice.e2e' }) => ({
          EventBusName: connection.event_bus_name,
          Source: source,
          DetailType: type,
          Detail: typeof detail === 'string' ? detail : JSON.stringify(detail),
        })),
      }),
    );
    if (FailedEntryCount) throw new Error(`EventBridge refused events: ${JSON.stringify(Entries)}`);
  }
}
