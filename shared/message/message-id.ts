import { createHash } from 'node:crypto';

/**
 * The id of a message, the same at every attempt and for every copy of one event: a hash of account, event type and
 * idempotency key where the emitter gave a key, else the envelope's id. It holds no dot, which the signature's
 * content is separated by.
 */
export function messageId(event: {
  readonly envelopeId: string;
  readonly accountId: string;
  readonly eventType: string;
  readonly idempotencyKey?: string | undefined;
}): string {
  if (event.idempotencyKey === undefined) return `msg_${event.envelopeId.replaceAll('-', '')}`;
  const parts = JSON.stringify([event.accountId, event.eventType, event.idempotencyKey]);
  return `msg_${createHash('sha256').update(parts).digest('hex').slice(0, 32)}`;
}
