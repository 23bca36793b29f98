import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ProblemError } from '../problem/problem-error.ts';

/** An event as its emitter hands it over. */
export type Event = {
  readonly accountId: string;
  readonly type: string;
  readonly data: unknown;
  /** RFC 3339, kept as text; without it the bus's own time is used. */
  readonly timestamp?: string | undefined;
  /** The same for every try of one event: it makes them one message. */
  readonly idempotencyKey: string;
};

const SOURCE = 'freyavoice.api';

/**
 * Puts an event onto the bus.
 * @throws {ProblemError} `event_not_taken` where EventBridge does not take it: nothing is lost, it can be tried again
 */
export async function putEvent(
  { events, busName }: { readonly events: EventBridgeClient; readonly busName: string },
  event: Event,
): Promise<void> {
  const { FailedEntryCount, Entries } = await events.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: busName,
          Source: SOURCE,
          DetailType: event.type,
          Detail: JSON.stringify({
            account_id: event.accountId,
            timestamp: event.timestamp,
            idempotency_key: event.idempotencyKey,
            data: event.data,
          }),
        },
      ],
    }),
  );
  if (!FailedEntryCount) return;
  throw new ProblemError(
    'event_not_taken',
    `The bus did not take the event (${Entries?.[0]?.ErrorCode ?? 'no reason given'}). Send it again with the same idempotency_key: it is one message then.`,
    { headers: { 'retry-after': '1' } },
  );
}
