import type { Message } from './message.ts';
import { parseKeepingNumbers } from './parse-keeping-numbers.ts';
import { recordToMessage } from './record-to-message.ts';

/** What the log keeps of a message. */
type StoredMessage = Pick<Message, 'id' | 'accountId' | 'eventType' | 'body' | 'transform'>;

/**
 * The text of an SQS record that becomes this very message again: the same id and the same bytes. For a message that is
 * known from the log alone, when its own record is lost or long acknowledged. Of a transformed message the event itself is
 * not stored any more: its record has the id and stands for the row, whose body is what is sent.
 * @throws {Error} if the stored body is not one that an event becomes.
 */
export function messageToRecordBody(message: StoredMessage): string {
  const isTransformed = message.transform === 'applied';
  const { timestamp, data } = isTransformed ? { data: {} } : parse(message);
  const detail = { account_id: message.accountId, timestamp, data };
  const text = JSON.stringify({
    version: '0',
    // Without an idempotency key the id is made of the envelope's, so the hash of one serves as well.
    id: message.id.slice('msg_'.length),
    'detail-type': message.eventType,
    detail,
  });
  const again = recordToMessage(text);
  const isSame = 'id' in again && again.id === message.id && (isTransformed || again.body === message.body);
  if (!isSame)
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
