import type { Core } from '../core.ts';
import { readReceipt } from '../message/read-receipt.ts';
import type { Queue } from '../queue/queue.ts';
import { sqsError } from '../sqs-error.ts';
import { isLatestReceipt } from './is-latest-receipt.ts';

/** A message is hidden for at most 12 hours, counted from its receive. */
const LONGEST_MS = 43_200_000;

/**
 * Hides the message of a receipt until `seconds` from now, for this receive only.
 * @throws {AwsError} `ReceiptHandleIsInvalid`, `MessageNotInflight`, `InvalidParameterValue`
 */
export function changeVisibility(
  core: Core,
  queue: Queue,
  change: { handle: string; seconds: number },
): void {
  const receipt = readReceipt(queue, change.handle);
  const row = core.messages.find(receipt.id);
  if (!isLatestReceipt(receipt, row))
    throw sqsError(
      'InvalidParameterValue',
      `Value ${change.handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  if (row.duplicated === 1) return;
  const now = core.context.now();
  if (row.visible_at <= now)
    throw sqsError(
      'MessageNotInflight',
      `The message ${row.message_id} is not in flight: its visibility has ended.`,
    );
  const until = now + change.seconds * 1000;
  const left = Math.floor(((row.received_at ?? now) + LONGEST_MS - now) / 1000);
  if (change.seconds > left)
    throw sqsError(
      'InvalidParameterValue',
      `Value ${change.seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds], of which ${left} are left since its receive.`,
    );
  core.messages.hide(row.id, until);
  core.longPolls.changed(queue.id);
}
