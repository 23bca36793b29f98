import type { ApplyRequest, ResourceType } from '../cloudformation/resource-type.ts';
import { textProperty } from '../cloudformation/text-property.ts';
import type { Context } from '../context.ts';
import { checkAliasName } from './alias-operations.ts';
import { createKey } from './create-key.ts';
import { requireKey } from './key-access.ts';
import { waitingDays } from './key-operations.ts';
import { keyPolicyText, type PolicyAuthor } from './key-policy-text.ts';
import type { KeyStore } from './key-store.ts';
import type { Key } from './key.ts';

const DAY_MS = 86_400_000;

/** `AWS::KMS::Key`, whose material is made once, and `AWS::KMS::Alias`. A key that leaves its template waits for deletion. */
export function keyTypes(context: Context, store: KeyStore): readonly ResourceType[] {
  return [keyType(context, store), aliasType(context, store)];
}

function keyType(context: Context, store: KeyStore): ResourceType {
  return {
    type: 'AWS::KMS::Key',
    properties: [
      'Description',
      'EnableKeyRotation',
      'Enabled',
      'KeyPolicy',
      'KeySpec',
      'KeyUsage',
      'PendingWindowInDays',
      'Tags',
    ],
    attributes: ['Arn', 'KeyId'],
    apply: (request) => {
      const origin = `${request.stackName}/${request.logicalId}`;
      const wanted = readKey(request, origin);
      const author = deployer(context);
      const existing = store.keys().find((key) => key.origin === origin && key.deleteAfter === undefined);
      const key = existing ?? createKey(context, store, { ...wanted, author });
      if (existing) {
        const { policy, ...rest } = wanted;
        store.put({
          ...existing,
          ...rest,
          ...(policy !== undefined && { policy: keyPolicyText(context, policy, author) }),
        });
      }
      return { physicalId: key.id, attributes: { Arn: key.arn, KeyId: key.id } };
    },
    remove: ({ physicalId }) => {
      const key = store.find(physicalId);
      if (key) store.put({ ...key, deleteAfter: context.now() + waitingDays(key.windowDays) * DAY_MS });
    },
  };
}

function deployer({ accountId }: Context): PolicyAuthor {
  return { caller: { kind: 'administrator', arn: `arn:aws:iam::${accountId}:root` } };
}

type Wanted = Omit<
  Key,
  'id' | 'arn' | 'createdAt' | 'material' | 'policy' | 'deleteAfter' | 'origin' | 'windowDays'
> & {
  readonly policy: unknown;
  readonly origin: string;
  readonly windowDays: number;
};

function readKey({ properties }: ApplyRequest, origin: string): Wanted {
  for (const [name, only] of [
    ['KeySpec', 'SYMMETRIC_DEFAULT'],
    ['KeyUsage', 'ENCRYPT_DECRYPT'],
  ] as const)
    if ((properties[name] ?? only) !== only)
      throw new Error(`${name} ${JSON.stringify(properties[name])} is not emulated; only ${only} is.`);
  const tags = (properties['Tags'] ?? []) as { Key: string; Value: string }[];
  return {
    origin,
    windowDays: waitingDays(properties['PendingWindowInDays']),
    description: textProperty(properties, 'Description') ?? '',
    enabled: textProperty(properties, 'Enabled') !== 'false',
    rotates: textProperty(properties, 'EnableKeyRotation') === 'true',
    policy: properties['KeyPolicy'],
    tags: tags.map(({ Key: TagKey, Value: TagValue }) => ({ TagKey, TagValue })),
  };
}

function aliasType(context: Context, store: KeyStore): ResourceType {
  return {
    type: 'AWS::KMS::Alias',
    properties: ['AliasName', 'TargetKeyId'],
    attributes: [],
    apply: ({ properties }) => {
      const name = checkAliasName(properties['AliasName']);
      store.putAlias(name, requireKey(context, store, properties['TargetKeyId']).id);
      return { physicalId: name, attributes: {} };
    },
    remove: ({ physicalId }) => store.removeAlias(physicalId),
  };
}
