import { AwsError } from '../endpoint/aws-error.ts';
import type { JsonObject } from '../endpoint/operation.ts';
import type { Context } from '../context.ts';
import { keyIdOf } from './ciphertext.ts';
import { requireKey } from './key-access.ts';
import type { KeyStore } from './key-store.ts';
import type { Key } from './key.ts';
import { readBytes } from './read-bytes.ts';

/**
 * The key that a ciphertext was made with; a `KeyId` beside it must be that one.
 * @throws {AwsError} `InvalidCiphertextException`, `IncorrectKeyException`, `NotFoundException`
 */
export function keyOfCiphertext(context: Context, store: KeyStore, input: JsonObject): Key {
  const key = store.find(keyIdOf(readBytes(input, 'CiphertextBlob')));
  if (!key) throw new AwsError('InvalidCiphertextException', '');
  const named = input['KeyId'] === undefined ? key : requireKey(context, store, input['KeyId']);
  if (named.id === key.id) return key;
  throw new AwsError(
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  );
}
