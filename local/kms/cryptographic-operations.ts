import { randomBytes } from 'node:crypto';
import { AwsError } from '../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../endpoint/operation.ts';
import { refuseUnknown } from '../endpoint/refuse-unknown.ts';
import type { Context } from '../context.ts';
import { decrypt, encrypt } from './ciphertext.ts';
import { encryptionContext, keyAccess, requireKey, usable } from './key-access.ts';
import { keyOfCiphertext } from './key-of-ciphertext.ts';
import type { KeyStore } from './key-store.ts';
import type { Key } from './key.ts';
import { reEncrypt } from './re-encrypt.ts';
import { readBytes } from './read-bytes.ts';

/** The most bytes that a key encrypts itself; more is done under a data key. */
const PLAINTEXT_LIMIT = 4096;

/** Encrypting and decrypting, with the encryption context as authenticated data. */
export function cryptographicOperations(context: Context, store: KeyStore): Operations {
  const using = (action: string): Operations[string]['access'] => {
    return (input) => [keyAccess(store, requireKey(context, store, input['KeyId']), { action, input })];
  };
  const dataKey = (input: JsonObject): { key: Key; plaintext: Buffer; answer: Record<string, string> } => {
    refuseUnknown(input, ['KeyId', 'EncryptionContext', 'KeySpec', 'NumberOfBytes'], 'ValidationException');
    const key = usable(requireKey(context, store, input['KeyId']));
    const plaintext = randomBytes(dataKeyLength(input));
    const ciphertext = encrypt(key, plaintext, encryptionContext(input));
    return { key, plaintext, answer: { KeyId: key.arn, CiphertextBlob: ciphertext.toString('base64') } };
  };
  return {
    Encrypt: {
      access: using('Encrypt'),
      run: (input) => {
        refuseUnknown(
          input,
          ['KeyId', 'Plaintext', 'EncryptionContext', 'EncryptionAlgorithm'],
          'ValidationException',
        );
        const key = usable(requireKey(context, store, input['KeyId']));
        const plaintext = readBytes(input, 'Plaintext', PLAINTEXT_LIMIT);
        return encrypted(key, encrypt(key, plaintext, encryptionContext(input)));
      },
    },
    Decrypt: {
      access: (input) => [
        keyAccess(store, keyOfCiphertext(context, store, input), { action: 'Decrypt', input }),
      ],
      run: (input) => {
        refuseUnknown(
          input,
          ['KeyId', 'CiphertextBlob', 'EncryptionContext', 'EncryptionAlgorithm'],
          'ValidationException',
        );
        const key = usable(keyOfCiphertext(context, store, input));
        const plaintext = decrypt(key, readBytes(input, 'CiphertextBlob'), encryptionContext(input));
        return {
          KeyId: key.arn,
          Plaintext: plaintext.toString('base64'),
          EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        };
      },
    },
    ReEncrypt: reEncrypt(context, store),
    GenerateDataKey: {
      access: using('GenerateDataKey'),
      run: (input) => {
        const { plaintext, answer } = dataKey(input);
        return { ...answer, Plaintext: plaintext.toString('base64') };
      },
    },
    GenerateDataKeyWithoutPlaintext: {
      access: using('GenerateDataKeyWithoutPlaintext'),
      run: (input) => dataKey(input).answer,
    },
  };
}

function encrypted(key: Key, ciphertext: Buffer): Record<string, string> {
  return {
    KeyId: key.arn,
    CiphertextBlob: ciphertext.toString('base64'),
    EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  };
}

function dataKeyLength({ KeySpec: spec, NumberOfBytes: count }: JsonObject): number {
  if ((spec === undefined) === (count === undefined))
    throw new AwsError('ValidationException', 'Please specify either number of bytes or key spec.');
  if (spec === 'AES_256') return 32;
  if (spec === 'AES_128') return 16;
  const length = Number(count);
  if (spec === undefined && Number.isInteger(length) && length >= 1 && length <= 1024) return length;
  throw new AwsError(
    'ValidationException',
    `A data key is AES_256, AES_128 or 1 to 1024 bytes, not ${JSON.stringify(spec ?? count)}.`,
  );
}
