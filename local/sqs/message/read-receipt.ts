import type { Queue } from '../queue/queue.ts';
import { sqsError } from '../sqs-error.ts';
import { handleToReceipt, type Receipt } from './receipt-handle.ts';

/**
 * The receipt in a handle that this queue gave.
 * @throws {AwsError} `ReceiptHandleIsInvalid`
 */
export function readReceipt(queue: Queue, handle: string): Receipt {
  const receipt = handleToReceipt(handle);
  if (receipt?.queue === queue.id) return receipt;
  throw sqsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not valid: a handle comes from a ReceiveMessage of the queue ${queue.name}.`,
  );
}
