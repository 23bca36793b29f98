import type { MessageAttributes } from '../message/message-attributes.ts';
import { messageAttributesMd5 } from '../message/message-attributes-md5.ts';
import { receiptToHandle } from '../message/receipt-handle.ts';
import type { Queue } from '../queue/queue.ts';
import type { Received } from './receive-messages.ts';
import { selectMessageAttributes } from './select-message-attributes.ts';

/** Which attributes a receive asks for. */
export type Wanted = { readonly system: ReadonlySet<string>; readonly message: readonly string[] };

/** One message as ReceiveMessage answers it. */
export function receivedToAnswer(queue: Queue, received: Received, wanted: Wanted): Record<string, unknown> {
  const system = systemAttributes(received, wanted.system);
  return {
    MessageId: received.message_id,
    ReceiptHandle: receiptToHandle({
      queue: queue.id,
      id: received.id,
      messageId: received.message_id,
      receiveCount: received.receive_count,
    }),
    MD5OfBody: received.body_md5,
    Body: received.body,
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    ...messageAttributes(received, wanted.message),
  };
}

function systemAttributes(received: Received, wanted: ReadonlySet<string>): Record<string, string> {
  if (wanted.size === 0) return {};
  const all: Record<string, string | null> = {
    SenderId: received.sender,
    SentTimestamp: String(received.sent_at),
    ApproximateReceiveCount: String(received.receive_count),
    ApproximateFirstReceiveTimestamp: String(received.first_received_at),
    AWSTraceHeader: received.trace_header,
    DeadLetterQueueSourceArn: received.source_arn,
  };
  const chosen: Record<string, string> = {};
  for (const [name, value] of Object.entries(all))
    if (value !== null && wanted.has(name)) chosen[name] = value;
  return chosen;
}

function messageAttributes(received: Received, names: readonly string[]): Record<string, unknown> {
  if (received.attributes === null || names.length === 0) return {};
  const chosen = selectMessageAttributes(JSON.parse(received.attributes) as MessageAttributes, names);
  if (Object.keys(chosen).length === 0) return {};
  return { MessageAttributes: chosen, MD5OfMessageAttributes: messageAttributesMd5(chosen) };
}
