import type { JsonObject } from '../../endpoint/operation.ts';
import type { Parameters } from '../parameters.ts';
import { sqsError } from '../sqs-error.ts';

/** One entry of a batch request. */
export type BatchEntry = { readonly id: string; readonly input: JsonObject };

/**
 * Reads the Entries of a batch request.
 * @throws {AwsError} `EmptyBatchRequest`, `TooManyEntriesInBatchRequest`, `InvalidBatchEntryId`, `BatchEntryIdsNotDistinct`
 */
export function readBatch(parameters: Parameters): readonly BatchEntry[] {
  const list = parameters.list('Entries') ?? [];
  if (list.length === 0)
    throw sqsError('EmptyBatchRequest', 'There should be at least one entry in the request, got none.');
  if (list.length > MOST)
    throw sqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MOST}. You have sent ${list.length}.`,
    );
  const entries = list.map(readEntry);
  const ids = entries.map(({ id }) => id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw sqsError('BatchEntryIdsNotDistinct', `Id ${repeated} repeated.`);
  return entries;
}

const MOST = 10;

function readEntry(entry: unknown): BatchEntry {
  const input = typeof entry === 'object' && entry !== null ? (entry as JsonObject) : {};
  const id = input['Id'];
  if (typeof id === 'string' && /^[A-Za-z0-9_-]{1,80}$/.test(id)) return { id, input };
  throw sqsError(
    'InvalidBatchEntryId',
    `A batch entry id can only contain alphanumeric characters, hyphens and underscores, 1 to 80 of them; got ${JSON.stringify(id)}.`,
  );
}
