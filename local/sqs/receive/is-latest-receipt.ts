import type { MessageRow } from '../message/message-row.ts';
import type { Receipt } from '../message/receipt-handle.ts';

/** Whether the row is the receipt's message and has not been received again since, nor moved to another queue. */
export function isLatestReceipt(receipt: Receipt, row: MessageRow | undefined): row is MessageRow {
  return (
    row?.message_id === receipt.messageId &&
    row.queue === receipt.queue &&
    row.receive_count === receipt.receiveCount
  );
}
