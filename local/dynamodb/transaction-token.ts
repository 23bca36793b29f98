import { createHash } from 'node:crypto';
import { AwsError } from '../endpoint/aws-error.ts';
import type { JsonObject } from '../endpoint/operation.ts';
import { readString } from './input.ts';
import type { Store } from './storage/store.ts';

/** How long a token is remembered, as in AWS. */
const TOKEN_MS = 10 * 60_000;

/**
 * Runs a transaction once for its `ClientRequestToken`: the same request again within ten minutes gets the first
 * answer and changes nothing. To be called inside the transaction that `work` writes in.
 * @throws {AwsError} IdempotentParameterMismatchException when the token came with another request.
 */
export function onceForToken(store: Store, input: JsonObject, work: () => JsonObject): JsonObject {
  const token = readString(input, 'ClientRequestToken');
  if (token === undefined) return work();
  const now = store.context.now();
  const request = createHash('sha256').update(JSON.stringify(input['TransactItems'])).digest('base64');
  store.statement('DELETE FROM ddb_transaction_token WHERE expires_at <= ?').run(now);
  const known = store
    .statement('SELECT request, answer FROM ddb_transaction_token WHERE token = ?')
    .get(token);
  if (known && known['request'] !== request)
    throw new AwsError(
      'IdempotentParameterMismatchException',
      'The request uses the same client token as a previous, but non-identical request. Use another token for another request.',
    );
  if (known) return JSON.parse(String(known['answer'])) as JsonObject;
  const answer = work();
  store
    .statement('INSERT INTO ddb_transaction_token VALUES (?, ?, ?, ?)')
    .run(token, request, JSON.stringify(answer), now + TOKEN_MS);
  return answer;
}
