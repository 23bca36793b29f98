import { AwsError } from '../endpoint/aws-error.ts';
import type { JsonObject } from '../endpoint/operation.ts';
import type { Context } from '../context.ts';
import type { Access } from '../iam/access.ts';
import type { EncryptionContext } from './ciphertext.ts';
import type { KeyStore } from './key-store.ts';
import type { Key } from './key.ts';

/** What one use of a key needs: the key's policy decides, or hands the decision to the account. */
export function keyAccess(store: KeyStore, key: Key, use: { action: string; input?: JsonObject }): Access {
  const { action, input = {} } = use;
  const context = encryptionContext(input);
  const id = input['KeyId'];
  return {
    action: `kms:${action}`,
    resource: key.arn,
    resourcePolicy: store.policy(key),
    guarded: true,
    conditions: {
      'kms:CallerAccount': key.arn.split(':')[4] ?? '',
      'kms:KeySpec': 'SYMMETRIC_DEFAULT',
      'kms:KeyUsage': 'ENCRYPT_DECRYPT',
      ...(typeof id === 'string' &&
        id.includes('alias/') && { 'kms:RequestAlias': id.slice(id.indexOf('alias/')) }),
      ...(Object.keys(context).length > 0 && { 'kms:EncryptionContextKeys': Object.keys(context) }),
      ...Object.fromEntries(
        Object.entries(context).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]),
      ),
    },
  };
}

/** @throws {AwsError} `ValidationException` if it is no object of texts. */
export function encryptionContext(input: JsonObject, name = 'EncryptionContext'): EncryptionContext {
  const context = input[name] ?? {};
  if (typeof context === 'object' && Object.values(context).every((value) => typeof value === 'string'))
    return context as EncryptionContext;
  throw new AwsError(
    'ValidationException',
    `${name} must be an object of texts, not ${JSON.stringify(context)}.`,
  );
}

/** @throws {AwsError} `NotFoundException`, worded as AWS does for keys and aliases. */
export function requireKey(context: Context, store: KeyStore, id: unknown): Key {
  if (typeof id !== 'string' || id === '')
    throw new AwsError(
      'ValidationException',
      `KeyId must be a key's id, ARN or alias, not ${JSON.stringify(id)}.`,
    );
  const key = store.find(id);
  if (key) return key;
  const prefix = `arn:aws:kms:${context.region}:${context.accountId}:`;
  if (id.includes('alias/'))
    throw new AwsError(
      'NotFoundException',
      `Alias ${id.startsWith('arn:') ? id : prefix + id} is not found.`,
    );
  throw new AwsError(
    'NotFoundException',
    `Key '${id.startsWith('arn:') ? id : `${prefix}key/${id}`}' does not exist`,
  );
}

/** @throws {AwsError} `KMSInvalidStateException` for a key that waits for its deletion, `DisabledException` */
export function usable(key: Key): Key {
  if (key.deleteAfter !== undefined)
    throw new AwsError('KMSInvalidStateException', `${key.arn} is pending deletion.`);
  if (!key.enabled) throw new AwsError('DisabledException', `${key.arn} is disabled.`);
  return key;
}
