import type { InvocationResult } from '../invocation/invocation-result.ts';

/** What the end of an invocation means for its batch. */
export type Verdict =
  | { readonly outcome: 'success' }
  /** Everything comes back when its visibility ends. */
  | { readonly outcome: 'failure'; readonly reason: string }
  /** Everything but these message ids is deleted. */
  | { readonly outcome: 'partial'; readonly failed: ReadonlySet<string> };

/**
 * Decides which messages of a batch are done. With `ReportBatchItemFailures` an empty answer, a null one and an empty
 * or null list are a complete success; an error, any other shape and an id that is not in the batch are a complete failure.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function judgeBatch(
  result: Pick<InvocationResult, 'payload' | 'functionError'>,
  messageIds: readonly string[],
  reportsItemFailures: boolean,
): Verdict {
  if (result.functionError) return failure(`the function failed: ${result.payload}`);
  if (!reportsItemFailures) return { outcome: 'success' };
  const answer = JSON.parse(result.payload) as unknown;
  if (answer === null) return { outcome: 'success' };
  if (typeof answer !== 'object' || Array.isArray(answer)) return failure('its answer is not an object');
  if (Object.keys(answer).length === 0) return { outcome: 'success' };
  if (!('batchItemFailures' in answer)) return failure('its answer has no batchItemFailures');
  const list = answer.batchItemFailures;
  if (list === null) return { outcome: 'success' };
  if (!Array.isArray(list)) return failure('batchItemFailures is not a list');
  return judgeItems(list as unknown[], messageIds);
}

function judgeItems(items: readonly unknown[], messageIds: readonly string[]): Verdict {
  const inBatch = new Set(messageIds);
  const failed = new Set<string>();
  for (const item of items) {
    const id = (item as { itemIdentifier?: unknown } | null)?.itemIdentifier;
    if (typeof id !== 'string' || id === '')
      return failure('an entry of batchItemFailures has no itemIdentifier');
    if (!inBatch.has(id)) return failure(`the itemIdentifier ${id} is not in the batch`);
    failed.add(id);
  }
  return failed.size === 0 ? { outcome: 'success' } : { outcome: 'partial', failed };
}

function failure(reason: string): Verdict {
  return { outcome: 'failure', reason };
}
