import type { JsonObject, Operations } from '../endpoint/operation.ts';
import { refuseUnknown } from '../endpoint/refuse-unknown.ts';
import type { Context } from '../context.ts';
import { decrypt, encrypt } from './ciphertext.ts';
import { encryptionContext, keyAccess, requireKey, usable } from './key-access.ts';
import { keyOfCiphertext } from './key-of-ciphertext.ts';
import type { KeyStore } from './key-store.ts';
import { readBytes } from './read-bytes.ts';

/** Decrypts and encrypts again in one call; the plaintext never leaves. It needs a permission on each of both keys. */
export function reEncrypt(context: Context, store: KeyStore): Operations[string] {
  return {
    access: (input) => [
      keyAccess(store, keyOfCiphertext(context, store, source(input)), {
        action: 'ReEncryptFrom',
        input: source(input),
      }),
      keyAccess(store, requireKey(context, store, input['DestinationKeyId']), {
        action: 'ReEncryptTo',
        input: destination(input),
      }),
    ],
    run: (input) => {
      refuseUnknown(input, KNOWN, 'ValidationException');
      const from = usable(keyOfCiphertext(context, store, source(input)));
      const to = usable(requireKey(context, store, input['DestinationKeyId']));
      const plaintext = decrypt(from, readBytes(input, 'CiphertextBlob'), encryptionContext(source(input)));
      const ciphertext = encrypt(to, plaintext, encryptionContext(destination(input)));
      return { SourceKeyId: from.arn, KeyId: to.arn, CiphertextBlob: ciphertext.toString('base64') };
    },
  };
}

const KNOWN = [
  'CiphertextBlob',
  'SourceKeyId',
  'SourceEncryptionContext',
  'DestinationKeyId',
  'DestinationEncryptionContext',
];

function source(input: JsonObject): JsonObject {
  return {
    CiphertextBlob: input['CiphertextBlob'],
    KeyId: input['SourceKeyId'],
    EncryptionContext: input['SourceEncryptionContext'],
  };
}

function destination(input: JsonObject): JsonObject {
  return { KeyId: input['DestinationKeyId'], EncryptionContext: input['DestinationEncryptionContext'] };
}
