import { randomBytes, randomUUID } from 'node:crypto';
import { AwsError } from '../endpoint/aws-error.ts';
import type { Context } from '../context.ts';
import { putVersion } from './put-version.ts';
import { secretArn } from './secret-access.ts';
import type { SecretStore } from './secret-store.ts';
import type { Secret, SecretValue } from './secret.ts';

export type NewSecret = {
  readonly name: string;
  readonly description?: string | undefined;
  readonly value?: SecretValue | undefined;
  readonly tags: Secret['tags'];
  /** Becomes the first version's id. */
  readonly token?: string | undefined;
};

/**
 * Makes a secret. The same request with the same token again answers with the first one's secret.
 * @throws {AwsError} `ResourceExistsException`, `InvalidRequestException`, `InvalidParameterException`
 */
export function createSecret(context: Context, store: SecretStore, request: NewSecret): Secret {
  const { name, description, value, tags, token = randomUUID() } = request;
  if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name))
    throw new AwsError(
      'InvalidParameterException',
      `Invalid name ${JSON.stringify(name)}: 1 to 512 letters, digits or /_+=.@- are allowed.`,
    );
  const existing = store.find(name);
  if (existing?.deletedAt !== undefined)
    throw new AwsError(
      'InvalidRequestException',
      `You can't create this secret because a secret with the name ${name} is already scheduled for deletion.`,
    );
  if (existing) {
    const first = existing.versions.find(({ id }) => id === token);
    if (first && first.string === value?.string && first.binary === value?.binary) return existing;
    throw new AwsError(
      'ResourceExistsException',
      `The operation failed because the secret ${name} already exists.`,
    );
  }
  const createdAt = context.now();
  const secret: Secret = {
    arn: `${secretArn(context, name)}-${suffix()}`,
    name,
    ...(description !== undefined && { description }),
    createdAt,
    changedAt: createdAt,
    tags,
    versions: [],
  };
  const made = value
    ? putVersion(secret, { id: token, value, stages: ['AWSCURRENT'], now: createdAt })
    : secret;
  store.put(made);
  return made;
}

function suffix(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from(randomBytes(6), (byte) => letters[byte % letters.length]).join('');
}
