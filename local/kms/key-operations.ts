import { AwsError } from '../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../endpoint/operation.ts';
import { refuseUnknown } from '../endpoint/refuse-unknown.ts';
import type { Context } from '../context.ts';
import type { Caller } from '../iam/caller.ts';
import { createKey } from './create-key.ts';
import { keyAccess, requireKey, usable } from './key-access.ts';
import { keyPolicyText, type PolicyAuthor } from './key-policy-text.ts';
import type { KeyStore } from './key-store.ts';
import type { Key } from './key.ts';

const DAY_MS = 86_400_000;

/** Making, describing, switching and deleting keys. */
export function keyOperations(context: Context, store: KeyStore): Operations {
  const find = (input: JsonObject): Key => requireKey(context, store, input['KeyId']);
  const onKey = (action: string, run: (key: Key, input: JsonObject) => unknown): Operations[string] => ({
    access: (input) => [keyAccess(store, find(input), { action, input })],
    run: (input) => run(find(input), input),
  });
  const change = (action: string, changed: (key: Key, input: JsonObject) => Key): Operations[string] =>
    onKey(action, (key, input) => {
      store.put(changed(key, input));
    });
  return {
    CreateKey: {
      access: () => [{ action: 'kms:CreateKey', resource: '*' }],
      run: (input, caller) => ({ KeyMetadata: metadata(create(context, store, { input, caller })) }),
    },
    DescribeKey: onKey('DescribeKey', (key) => ({ KeyMetadata: metadata(key) })),
    ListKeys: {
      access: () => [{ action: 'kms:ListKeys', resource: '*' }],
      run: () => ({
        Keys: store.keys().map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })),
        Truncated: false,
      }),
    },
    EnableKey: change('EnableKey', (key) => ({ ...notPending(key), enabled: true })),
    DisableKey: change('DisableKey', (key) => ({ ...notPending(key), enabled: false })),
    GetKeyRotationStatus: onKey('GetKeyRotationStatus', ({ rotates }) => ({ KeyRotationEnabled: rotates })),
    EnableKeyRotation: change('EnableKeyRotation', (key) => ({ ...usable(key), rotates: true })),
    DisableKeyRotation: change('DisableKeyRotation', (key) => ({ ...usable(key), rotates: false })),
    GetKeyPolicy: onKey('GetKeyPolicy', ({ policy }) => ({ Policy: policy, PolicyName: 'default' })),
    PutKeyPolicy: {
      access: (input) => [keyAccess(store, find(input), { action: 'PutKeyPolicy', input })],
      run: (input, caller) =>
        store.put({
          ...find(input),
          policy: keyPolicyText(context, input['Policy'], authorOf(input, caller)),
        }),
    },
    ScheduleKeyDeletion: onKey('ScheduleKeyDeletion', (key, input) => {
      const days = waitingDays(input['PendingWindowInDays']);
      const deleteAfter = context.now() + days * DAY_MS;
      store.put({ ...notPending(key), deleteAfter });
      return {
        KeyId: key.arn,
        DeletionDate: deleteAfter / 1000,
        KeyState: 'PendingDeletion',
        PendingWindowInDays: days,
      };
    }),
    CancelKeyDeletion: onKey('CancelKeyDeletion', ({ deleteAfter, ...key }) => {
      if (deleteAfter === undefined)
        throw new AwsError('KMSInvalidStateException', `${key.arn} is not pending deletion.`);
      store.put({ ...key, enabled: false });
      return { KeyId: key.arn };
    }),
  };
}

/** How many days a key waits for its deletion. @throws {AwsError} `ValidationException` */
export function waitingDays(value: unknown): number {
  const days = Number(value ?? 30);
  if (Number.isInteger(days) && days >= 7 && days <= 30) return days;
  throw new AwsError('ValidationException', `PendingWindowInDays is ${days}; allowed are 7 to 30.`);
}

function authorOf(input: JsonObject, caller: Caller): PolicyAuthor {
  return { caller, bypass: input['BypassPolicyLockoutSafetyCheck'] === true };
}

type Creation = { readonly input: JsonObject; readonly caller: Caller };

function create(context: Context, store: KeyStore, { input, caller }: Creation): Key {
  refuseUnknown(
    input,
    ['Description', 'KeySpec', 'KeyUsage', 'Origin', 'Policy', 'Tags', 'BypassPolicyLockoutSafetyCheck'],
    'ValidationException',
  );
  const fixed = { KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT', Origin: 'AWS_KMS' };
  for (const [name, only] of Object.entries(fixed))
    if (input[name] !== undefined && input[name] !== only)
      throw new AwsError(
        'UnsupportedOperationException',
        `${name} ${JSON.stringify(input[name])} is not emulated; only ${only} is.`,
      );
  return createKey(context, store, {
    policy: input['Policy'],
    author: authorOf(input, caller),
    tags: (input['Tags'] ?? []) as Key['tags'],
    ...(typeof input['Description'] === 'string' && { description: input['Description'] }),
  });
}

function notPending(key: Key): Key {
  return key.deleteAfter === undefined ? key : usable(key);
}

function metadata(key: Key): Record<string, unknown> {
  const state = key.enabled ? 'Enabled' : 'Disabled';
  return {
    AWSAccountId: key.arn.split(':')[4],
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: key.createdAt / 1000,
    Enabled: key.enabled && key.deleteAfter === undefined,
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: key.deleteAfter === undefined ? state : 'PendingDeletion',
    DeletionDate: key.deleteAfter === undefined ? undefined : key.deleteAfter / 1000,
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    KeySpec: 'SYMMETRIC_DEFAULT',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  };
}
