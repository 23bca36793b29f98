import type { Key } from './item/parse-key.ts';
import { validationError } from './validation-error.ts';

/** @throws {AwsError} ValidationException with this message when two of one table's keys are the same. */
export function checkDistinctKeys(keys: readonly Key[], message: string): void {
  const texts = keys.map(
    ({ pk, sk }) => `${Buffer.from(pk).toString('hex')}/${Buffer.from(sk).toString('hex')}`,
  );
  if (new Set(texts).size < texts.length) throw validationError(message);
}
