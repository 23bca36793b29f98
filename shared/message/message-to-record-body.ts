import type { Message } from './message.ts';
import { parseKeepingNumbers } from './parse-keeping-numbers.ts';
import { recordToMessage } from './record-to-message.ts';

/** What the log keeps of a message. */
type StoredMessage = Pick<Message, 'id' | 'accountId' | 'eventType' | 'body'>;

/**
 * The text of an SQS record that becomes this very message again: the same id and the same bytes. For a message that is
 * known from the log alone, when its own record is lost or long acknowledged.
 * @throws {Error} if the stored body is not one that an event becomes.
 */
export function messageToRecordBody(message: StoredMessage): string {
  const { timestamp, data } = parse(message);
  const detail = { account_id: message.accountId, timestamp, data };
  const text = JSON.stringify({
    version: '0',
    // Without an idempotency key the id is made of the envelope's, so the hash of one serves as well.
    id: message.id.slice('msg_'.length),
    'detail-type': message.eventType,
    detail,
  });
  const again = recordToMessage(text);
  if ('unusable' in again || again.id !== message.id || again.body !== message.body)
    throw new Error(
      `The stored body of ${message.id} is not one that an event becomes, so it cannot be sent again.`,
    );
  return text;
}

function parse({ id, body }: StoredMessage): { timestamp?: unknown; data?: unknown } {
  try {
    return parseKeepingNumbers(body) as { timestamp?: unknown; data?: unknown };
  } catch (error) {
    throw new Error(`The stored body of ${id} is not JSON, so it cannot be sent again.`, { cause: error });
  }
}
