import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Announcement } from './announcement.ts';
import { OPERATIONAL_SOURCE } from './operational-source.ts';

/** What one PutEvents takes. */
const BATCH = 10;

/**
 * Puts operational events of one account onto the bus. A repeat is the same message.
 * @throws {Error} if EventBridge does not take one of them: try all of them again.
 */
export async function putOperationalEvents(
  target: { readonly events: EventBridgeClient; readonly busName: string },
  accountId: string,
  announcements: readonly Announcement[],
): Promise<void> {
  for (let from = 0; from < announcements.length; from += BATCH) {
    const { FailedEntryCount, Entries } = await target.events.send(
      new PutEventsCommand({
        Entries: announcements.slice(from, from + BATCH).map(({ type, idempotencyKey, at, data }) => ({
          EventBusName: target.busName,
          Source: OPERATIONAL_SOURCE,
          DetailType: type,
          Detail: JSON.stringify({
            account_id: accountId,
            timestamp: new Date(at).toISOString(),
            idempotency_key: idempotencyKey,
            data,
          }),
        })),
      }),
    );
    if (FailedEntryCount)
      throw new Error(`EventBridge did not take an operational event: ${JSON.stringify(Entries)}`);
  }
}
