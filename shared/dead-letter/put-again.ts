import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { parseKeepingNumbers } from '../message/parse-keeping-numbers.ts';

/**
 * Puts an event that could not be forwarded onto the bus that it was meant for, where its account's rules and its archive
 * are. EventBridge gives it a new id; the first one goes along, so that its message keeps its id, however often it is put.
 * @param body the whole event, as its rule would have sent it
 * @throws {Error} if the bus does not take it: it can be put again
 */
export async function putAgain(events: EventBridgeClient, busName: string, body: string): Promise<void> {
  const event = parseKeepingNumbers(body) as ForwardedEvent;
  const { FailedEntryCount, Entries } = await events.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: busName,
          Source: event.source,
          DetailType: event['detail-type'],
          Time: new Date(event.time),
          Resources: [...event.resources],
          Detail: JSON.stringify({ ...event.detail, original_id: event.id }),
        },
      ],
    }),
  );
  if (FailedEntryCount)
    throw new Error(`The bus ${busName} did not take the event ${event.id}: ${JSON.stringify(Entries)}`);
}

/** What EventBridge itself has made, so that nothing of it is missing. */
type ForwardedEvent = {
  readonly id: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
};
