import { AwsError } from '../endpoint/aws-error.ts';
import type { JsonObject } from '../endpoint/operation.ts';
import type { Context } from '../context.ts';
import type { Access } from '../iam/access.ts';
import type { SecretStore } from './secret-store.ts';
import type { Secret } from './secret.ts';

/** What an operation on one secret needs; a secret that does not exist is asked for by the name that was given. */
export function secretAccess(
  context: Context,
  store: SecretStore,
  action: string,
): (input: JsonObject) => Access[] {
  return (input) => {
    const id = requiredText(input, 'SecretId');
    const secret = store.find(id);
    const resource = secret?.arn ?? (id.startsWith('arn:') ? id : secretArn(context, id));
    const stage = input['VersionStage'];
    return [
      {
        action: `secretsmanager:${action}`,
        resource,
        resourcePolicy: secret && store.policy(secret),
        conditions: {
          'secretsmanager:SecretId': resource,
          ...(typeof stage === 'string' && { 'secretsmanager:VersionStage': stage }),
        },
      },
    ];
  };
}

/** Without the suffix of six characters that a secret gets when it is made. */
export function secretArn(
  { region, accountId }: Pick<Context, 'region' | 'accountId'>,
  name: string,
): string {
  return `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}`;
}

/** @throws {AwsError} `ResourceNotFoundException`, or `InvalidRequestException` for one that is marked for deletion. */
export function requireSecret(
  store: SecretStore,
  input: JsonObject,
  deleted: 'refuse' | 'allow' = 'refuse',
): Secret {
  const secret = store.find(requiredText(input, 'SecretId'));
  if (!secret)
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  if (secret.deletedAt !== undefined && deleted === 'refuse')
    throw new AwsError(
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  return secret;
}

/** @throws {AwsError} `InvalidParameterException` */
export function requiredText(input: JsonObject, name: string): string {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError(
    'InvalidParameterException',
    `${name} must be a text that is not empty, not ${JSON.stringify(value)}.`,
  );
}
