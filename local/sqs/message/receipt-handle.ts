/** What a receipt handle stands for: one receive of one message. */
export type Receipt = {
  readonly queue: number;
  readonly id: number;
  readonly messageId: string;
  /** The message's receive count at this receive: a later receive makes the receipt old. */
  readonly receiveCount: number;
};

export function receiptToHandle({ queue, id, messageId, receiveCount }: Receipt): string {
  return Buffer.from(`${queue}:${id}:${receiveCount}:${messageId}`).toString('base64');
}

/** Undefined when the text is no receipt handle. */
export function handleToReceipt(handle: string): Receipt | undefined {
  const match = RECEIPT.exec(Buffer.from(handle, 'base64').toString());
  if (!match) return undefined;
  const [, queue, id, receiveCount, messageId] = match;
  return {
    queue: Number(queue),
    id: Number(id),
    receiveCount: Number(receiveCount),
    messageId: String(messageId),
  };
}

const RECEIPT = /^(\d+):(\d+):(\d+):([0-9a-f-]{36})$/;
