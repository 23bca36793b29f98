import { AwsError } from '../../endpoint/aws-error.ts';
import { readParameters, type Parameters } from '../parameters.ts';
import type { BatchEntry } from './read-batch.ts';

/**
 * Runs each entry by itself: one that is refused fails alone.
 * @param known the parameters of an entry besides Id.
 */
export function runBatch(
  entries: readonly BatchEntry[],
  known: readonly string[],
  run: (parameters: Parameters) => Readonly<Record<string, string>>,
): Record<string, unknown> {
  const successful: unknown[] = [];
  const failed: unknown[] = [];
  for (const { id, input } of entries)
    try {
      successful.push({ Id: id, ...run(readParameters(input, ['Id', ...known])) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push(toFailure(id, error));
    }
  return {
    ...(successful.length > 0 && { Successful: successful }),
    ...(failed.length > 0 && { Failed: failed }),
  };
}

function toFailure(id: string, error: AwsError): Record<string, unknown> {
  const code = error.members['queryErrorCode'] ?? error.code;
  return { Id: id, Code: code, Message: error.message, SenderFault: true };
}
