import { randomUUID } from 'node:crypto';
import { AwsError } from '../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../endpoint/operation.ts';
import { refuseUnknown } from '../endpoint/refuse-unknown.ts';
import type { Context } from '../context.ts';
import { moveStage, putVersion } from './put-version.ts';
import { randomPassword } from './random-password.ts';
import { readValue } from './read-value.ts';
import { requireSecret, requiredText, secretAccess } from './secret-access.ts';
import type { SecretStore } from './secret-store.ts';
import type { Secret, SecretVersion } from './secret.ts';

const INVALID = 'InvalidParameterException';

/** Reading and writing the versions of secrets. */
export function secretValueOperations(context: Context, store: SecretStore): Operations {
  const access = (action: string): Operations[string]['access'] => secretAccess(context, store, action);
  return {
    GetSecretValue: {
      access: access('GetSecretValue'),
      run: (input) => {
        refuseUnknown(input, ['SecretId', 'VersionId', 'VersionStage'], INVALID);
        const secret = requireSecret(store, input);
        const version = findVersion(secret, input);
        return {
          ARN: secret.arn,
          Name: secret.name,
          VersionId: version.id,
          SecretString: version.string,
          SecretBinary: version.binary,
          VersionStages: version.stages,
          CreatedDate: version.createdAt / 1000,
        };
      },
    },
    PutSecretValue: {
      access: access('PutSecretValue'),
      run: (input) => putSecretValue(context, store, input),
    },
    UpdateSecretVersionStage: {
      access: access('UpdateSecretVersionStage'),
      run: (input) => updateStage(context, store, input),
    },
    GetRandomPassword: {
      access: () => [{ action: 'secretsmanager:GetRandomPassword', resource: '*' }],
      run: (input) => ({ RandomPassword: randomPassword(input) }),
    },
  };
}

function findVersion(secret: Secret, input: JsonObject): SecretVersion {
  const { VersionId: id, VersionStage: stage } = input;
  const wanted = stage ?? (id === undefined ? 'AWSCURRENT' : undefined);
  const version = secret.versions.find(
    (version) =>
      (id === undefined || version.id === id) &&
      (wanted === undefined || version.stages.some((name) => name === wanted)),
  );
  if (version) return version;
  const what = [
    id !== undefined && `VersionId: ${JSON.stringify(id)}`,
    wanted !== undefined && `staging label: ${JSON.stringify(wanted)}`,
  ];
  throw new AwsError(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for ${what.filter(Boolean).join(' and ')}.`,
  );
}

function putSecretValue(context: Context, store: SecretStore, input: JsonObject): unknown {
  refuseUnknown(
    input,
    ['SecretId', 'ClientRequestToken', 'SecretString', 'SecretBinary', 'VersionStages'],
    INVALID,
  );
  const secret = requireSecret(store, input);
  const value = readValue(input);
  if (!value) throw new AwsError(INVALID, 'You must provide either SecretString or SecretBinary.');
  const id =
    input['ClientRequestToken'] === undefined ? randomUUID() : requiredText(input, 'ClientRequestToken');
  const stages = (input['VersionStages'] ?? ['AWSCURRENT']) as string[];
  const updated = putVersion(secret, { id, value, stages, now: context.now() });
  store.put(updated);
  const version = updated.versions.find((version) => version.id === id);
  return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: version?.stages };
}

function updateStage(context: Context, store: SecretStore, input: JsonObject): unknown {
  refuseUnknown(input, ['SecretId', 'VersionStage', 'RemoveFromVersionId', 'MoveToVersionId'], INVALID);
  const secret = requireSecret(store, input);
  const stage = requiredText(input, 'VersionStage');
  const { RemoveFromVersionId: from, MoveToVersionId: to } = input;
  const holder = secret.versions.find(({ stages }) => stages.includes(stage))?.id;
  if (holder !== undefined && holder !== to && holder !== from)
    throw new AwsError(
      INVALID,
      `The parameter RemoveFromVersionId can't be ${JSON.stringify(from)}: the staging label ${stage} is attached to version ${holder}.`,
    );
  if (to === undefined && stage === 'AWSCURRENT')
    throw new AwsError(INVALID, 'AWSCURRENT can only be moved: give MoveToVersionId too.');
  if (to !== undefined && !secret.versions.some(({ id }) => id === to))
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the version ${JSON.stringify(to)}.`,
    );
  const versions = moveStage(secret.versions, stage, typeof to === 'string' ? to : undefined);
  store.put({ ...secret, versions, changedAt: context.now() });
  return { ARN: secret.arn, Name: secret.name };
}
