import { hash, randomUUID } from 'node:crypto';
import type { Parameters } from '../parameters.ts';
import type { Queue } from '../queue/queue.ts';
import { sqsError } from '../sqs-error.ts';
import { checkMessageAttributes } from './check-message-attributes.ts';
import { hasOnlyAllowedCharacters } from './has-only-allowed-characters.ts';
import type { MessageAttributes } from './message-attributes.ts';
import { messageAttributesMd5 } from './message-attributes-md5.ts';
import { messageSize } from './message-size.ts';
import type { NewMessage } from './messages.ts';

/** A message that is ready to be stored, and what SendMessage answers for it. */
export type ReadMessage = {
  readonly message: NewMessage;
  /** In bytes. */
  readonly size: number;
  readonly answer: Readonly<Record<string, string>>;
};

/**
 * Reads a message from the parameters of SendMessage or of one batch entry.
 * @throws {AwsError} `MissingParameter`, `InvalidMessageContents`, `InvalidParameterValue`
 */
export function readMessage(
  queue: Queue,
  parameters: Parameters,
  sent: { sender: string; now: number },
): ReadMessage {
  const body = readBody(parameters);
  const attributes = checkMessageAttributes(parameters.object('MessageAttributes') ?? {});
  const trace = readTraceHeader(parameters);
  const size = messageSize(body, attributes);
  if (size > queue.maximumMessageSize)
    throw sqsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message has ${size} bytes with its attributes and must be at most ${queue.maximumMessageSize} bytes.`,
    );
  const delaySeconds = parameters.integer('DelaySeconds', 0, 900);
  const hasAttributes = Object.keys(attributes).length > 0;
  const message: NewMessage = {
    queue: queue.id,
    message_id: randomUUID(),
    body,
    body_md5: hash('md5', body),
    attributes: hasAttributes ? JSON.stringify(attributes) : null,
    trace_header: trace?.StringValue ?? null,
    sender: sent.sender,
    sent_at: sent.now,
    visible_at: sent.now + (delaySeconds === undefined ? queue.delayMs : delaySeconds * 1000),
  };
  return { message, size, answer: toAnswer(message, attributes, trace) };
}

function readBody(parameters: Parameters): string {
  const body = parameters.required('MessageBody');
  if (hasOnlyAllowedCharacters(body)) return body;
  throw sqsError(
    'InvalidMessageContents',
    'The message has characters that SQS refuses. Allowed: #x9, #xA, #xD, #x20 to #xD7FF, #xE000 to #xFFFD, #x10000 to #x10FFFF.',
  );
}

type Trace = { readonly DataType: string; readonly StringValue: string };

function readTraceHeader(parameters: Parameters): Trace | undefined {
  const given = parameters.object('MessageSystemAttributes') ?? {};
  const unknown = Object.keys(given).filter((name) => name !== 'AWSTraceHeader');
  if (unknown.length > 0)
    throw sqsError(
      'InvalidParameterValue',
      `Message system attribute name ${unknown.join(', ')} is invalid; only AWSTraceHeader can be sent.`,
    );
  if (given['AWSTraceHeader'] == null) return undefined;
  const header = checkMessageAttributes(given)['AWSTraceHeader'];
  if (header?.DataType === 'String' && 'StringValue' in header) return header;
  throw sqsError('InvalidParameterValue', 'The message system attribute AWSTraceHeader must be a String.');
}

function toAnswer(message: NewMessage, attributes: MessageAttributes, trace: Trace | undefined) {
  return {
    MessageId: message.message_id,
    MD5OfMessageBody: message.body_md5,
    ...(message.attributes !== null && { MD5OfMessageAttributes: messageAttributesMd5(attributes) }),
    ...(trace && { MD5OfMessageSystemAttributes: messageAttributesMd5({ AWSTraceHeader: trace }) }),
  };
}
