import { randomBytes, randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import { keyPolicyText, type PolicyAuthor } from './key-policy-text.ts';
import type { KeyStore } from './key-store.ts';
import type { Key } from './key.ts';

export type NewKey = Partial<
  Pick<Key, 'description' | 'enabled' | 'rotates' | 'tags' | 'origin' | 'windowDays'>
> & {
  /** An object or JSON text; by default the one statement that hands every decision to the account. */
  readonly policy?: unknown;
  readonly author: PolicyAuthor;
};

/** Makes a key with material of its own. @throws {AwsError} `MalformedPolicyDocumentException` */
export function createKey(context: Context, store: KeyStore, request: NewKey): Key {
  const id = randomUUID();
  const key: Key = {
    id,
    arn: `arn:aws:kms:${context.region}:${context.accountId}:key/${id}`,
    description: request.description ?? '',
    createdAt: context.now(),
    material: randomBytes(32).toString('base64'),
    enabled: request.enabled ?? true,
    rotates: request.rotates ?? false,
    policy: keyPolicyText(context, request.policy ?? accountPolicy(context), request.author),
    tags: request.tags ?? [],
    ...(request.origin !== undefined && { origin: request.origin }),
    ...(request.windowDays !== undefined && { windowDays: request.windowDays }),
  };
  store.put(key);
  return key;
}

function accountPolicy({ accountId }: Context): unknown {
  return {
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
}
