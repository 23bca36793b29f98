import { LARGEST_BODY_BYTES } from './largest-body.ts';
import { messageId } from './message-id.ts';
import type { Message, UnusableReason } from './message.ts';
import { parseKeepingNumbers } from './parse-keeping-numbers.ts';
import { replayOfEvent } from './replay-of-event.ts';

/**
 * The message in an SQS record's body, which is the whole EventBridge event. A pure function of that text, so that
 * every attempt sends the same bytes; numbers keep the text that they were emitted with.
 * @returns the message, or why the record can never become one
 */
export function recordToMessage(recordBody: string): Message | { readonly unusable: UnusableReason } {
  const event = parse(recordBody);
  const eventType = event?.['detail-type'];
  const detail = event?.['detail'];
  if (!event || typeof eventType !== 'string' || typeof event['id'] !== 'string' || !isObject(detail))
    return { unusable: 'not_an_event' };
  const accountId = detail['account_id'];
  if (typeof accountId !== 'string') return { unusable: 'no_account' };
  if (detail['data'] === undefined) return { unusable: 'no_data' };
  const timestamp = textOr(detail['timestamp'], event['time']);
  const body = JSON.stringify({ event: eventType, timestamp, data: detail['data'] });
  if (Buffer.byteLength(body) > LARGEST_BODY_BYTES) return { unusable: 'payload_too_large' };
  const replay = replayOfEvent(event);
  const idempotencyKey = textOr(detail['idempotency_key'], undefined);
  return {
    id: messageId({ envelopeId: envelopeId(event['id'], detail), accountId, eventType, idempotencyKey }),
    accountId,
    eventType,
    body,
    ...emittedAt(event),
    ...(replay && { replay }),
  };
}

const ENVELOPE_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The first id that EventBridge gave the event, if it had to be put onto a bus again. @see putAgain */
function envelopeId(id: string, { original_id: original }: Record<string, unknown>): string {
  return typeof original === 'string' && ENVELOPE_ID.test(original) ? original : id;
}

/** The envelope's time; an emitter that gives none a clock can read is not refused for it. */
function emittedAt(event: Record<string, unknown>): Pick<Message, 'emittedAt'> {
  const at = Date.parse(textOr(event['time'], ''));
  return Number.isNaN(at) || event['replay-name'] !== undefined ? {} : { emittedAt: at };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value = parseKeepingNumbers(text);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise;
}
