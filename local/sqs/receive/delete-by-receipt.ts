import type { Core } from '../core.ts';
import { readReceipt } from '../message/read-receipt.ts';
import type { Queue } from '../queue/queue.ts';
import { isLatestReceipt } from './is-latest-receipt.ts';

/**
 * Deletes the message of a receipt. The latest receipt deletes even after its visibility has ended; an older one
 * succeeds and deletes nothing, as does one whose message stays for a duplicate receive.
 * @throws {AwsError} `ReceiptHandleIsInvalid`
 */
export function deleteByReceipt(core: Core, queue: Queue, handle: string): void {
  const receipt = readReceipt(queue, handle);
  const row = core.messages.find(receipt.id);
  if (!isLatestReceipt(receipt, row) || row.duplicated === 1) return;
  core.messages.remove(row.id);
  core.longPolls.changed(queue.id);
}
