import type { TransformState } from '../transform/transform-state.ts';
import type { Message } from './message.ts';
import { parseKeepingNumbers } from './parse-keeping-numbers.ts';
import { recordToMessage } from './record-to-message.ts';

/** What the log keeps of a message. */
type StoredMessage = Pick<Message, 'id' | 'accountId' | 'eventType' | 'body'> & {
  readonly transform?: TransformState;
};

/**
 * The text of an SQS record that becomes this very message again: the same id and the same bytes. For a message that is
 * known from the log alone, when its own record is lost or long acknowledged. Of one whose transform was applied only
 * the id comes back: for it the log's body is sent, whatever the record says.
 * @throws {Error} if the stored body is not one that an event becomes.
 */
export function messageToRecordBody(message: StoredMessage): string {
  const { transform, ...original } = message;
  if (transform === 'applied') return recordOf(original, { data: null });
  const text = recordOf(original, parse(original));
  const again = recordToMessage(text);
  if ('unusable' in again || again.id !== message.id || again.body !== message.body)
    throw new Error(
      `The stored body of ${message.id} is not one that an event becomes, so it cannot be sent again.`,
    );
  return text;
}

type Event = { readonly timestamp?: unknown; readonly data?: unknown };

function recordOf({ id, accountId, eventType }: StoredMessage, { timestamp, data }: Event): string {
  return JSON.stringify({
    version: '0',
    // Without an idempotency key the id is made of the envelope's, so the hash of one serves as well.
    id: id.slice('msg_'.length),
    'detail-type': eventType,
    detail: { account_id: accountId, timestamp, data },
  });
}

function parse({ id, body }: StoredMessage): Event {
  try {
    return parseKeepingNumbers(body) as Event;
  } catch (error) {
    throw new Error(`The stored body of ${id} is not JSON, so it cannot be sent again.`, { cause: error });
  }
}
