import { randomUUID } from 'node:crypto';
import { AwsError } from '../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../endpoint/operation.ts';
import { refuseUnknown } from '../endpoint/refuse-unknown.ts';
import type { Context } from '../context.ts';
import { createSecret } from './create-secret.ts';
import { putVersion } from './put-version.ts';
import { readValue } from './read-value.ts';
import { requireSecret, requiredText, secretAccess, secretArn } from './secret-access.ts';
import type { SecretStore } from './secret-store.ts';
import type { Secret } from './secret.ts';

const DAY_MS = 86_400_000;
const INVALID = 'InvalidParameterException';

/** Making, describing, changing, deleting and restoring secrets. */
export function secretLifecycleOperations(context: Context, store: SecretStore): Operations {
  const access = (action: string): Operations[string]['access'] => secretAccess(context, store, action);
  return {
    CreateSecret: {
      access: (input) => {
        const name = requiredText(input, 'Name');
        const conditions = { 'secretsmanager:Name': name };
        return [{ action: 'secretsmanager:CreateSecret', resource: secretArn(context, name), conditions }];
      },
      run: (input) => {
        refuseUnknown(
          input,
          ['Name', 'ClientRequestToken', 'Description', 'SecretString', 'SecretBinary', 'Tags'],
          INVALID,
        );
        const secret = createSecret(context, store, {
          name: requiredText(input, 'Name'),
          description: optionalText(input, 'Description'),
          token: optionalText(input, 'ClientRequestToken'),
          value: readValue(input),
          tags: (input['Tags'] ?? []) as Secret['tags'],
        });
        return { ...identity(secret), VersionId: secret.versions[0]?.id };
      },
    },
    UpdateSecret: { access: access('UpdateSecret'), run: (input) => updateSecret(context, store, input) },
    DescribeSecret: {
      access: access('DescribeSecret'),
      run: (input) => ({
        ...described(requireSecret(store, input, 'allow')),
        VersionIdsToStages: stagesByVersion(requireSecret(store, input, 'allow')),
      }),
    },
    ListSecrets: {
      access: () => [{ action: 'secretsmanager:ListSecrets', resource: '*' }],
      run: (input) => {
        refuseUnknown(input, ['IncludePlannedDeletion'], INVALID);
        const withDeleted = input['IncludePlannedDeletion'] === true;
        const secrets = store.list().filter(({ deletedAt }) => withDeleted || deletedAt === undefined);
        return {
          SecretList: secrets.map((secret) => ({
            ...described(secret),
            SecretVersionsToStages: stagesByVersion(secret),
          })),
        };
      },
    },
    DeleteSecret: { access: access('DeleteSecret'), run: (input) => deleteSecret(context, store, input) },
    RestoreSecret: {
      access: access('RestoreSecret'),
      run: (input) => {
        const { deletedAt: _, deleteAfter: __, ...secret } = requireSecret(store, input, 'allow');
        store.put(secret);
        return identity(secret);
      },
    },
  };
}

function updateSecret(context: Context, store: SecretStore, input: JsonObject): unknown {
  refuseUnknown(
    input,
    ['SecretId', 'ClientRequestToken', 'Description', 'SecretString', 'SecretBinary'],
    INVALID,
  );
  const secret = requireSecret(store, input);
  const description = optionalText(input, 'Description') ?? secret.description;
  const value = readValue(input);
  const id = optionalText(input, 'ClientRequestToken') ?? randomUUID();
  const described: Secret = {
    ...secret,
    changedAt: context.now(),
    ...(description !== undefined && { description }),
  };
  const updated = value
    ? putVersion(described, { id, value, stages: ['AWSCURRENT'], now: context.now() })
    : described;
  store.put(updated);
  return { ...identity(updated), ...(value && { VersionId: id }) };
}

function deleteSecret(context: Context, store: SecretStore, input: JsonObject): unknown {
  refuseUnknown(input, ['SecretId', 'RecoveryWindowInDays', 'ForceDeleteWithoutRecovery'], INVALID);
  const secret = requireSecret(store, input);
  const { RecoveryWindowInDays: window } = input;
  if (input['ForceDeleteWithoutRecovery'] === true) {
    if (window !== undefined)
      throw new AwsError(
        INVALID,
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
      );
    store.remove(secret);
    return { ...identity(secret), DeletionDate: context.now() / 1000 };
  }
  const days = Number(window ?? 30);
  if (!Number.isInteger(days) || days < 7 || days > 30)
    throw new AwsError(INVALID, `RecoveryWindowInDays is ${days}; allowed are 7 to 30.`);
  const deletedAt = context.now();
  const deleteAfter = deletedAt + days * DAY_MS;
  store.put({ ...secret, deletedAt, deleteAfter });
  return { ...identity(secret), DeletionDate: deleteAfter / 1000 };
}

function identity({ arn, name }: Secret): { ARN: string; Name: string } {
  return { ARN: arn, Name: name };
}

function described(secret: Secret): Record<string, unknown> {
  return {
    ...identity(secret),
    Description: secret.description,
    CreatedDate: secret.createdAt / 1000,
    LastChangedDate: secret.changedAt / 1000,
    DeletedDate: secret.deletedAt === undefined ? undefined : secret.deletedAt / 1000,
    Tags: secret.tags,
  };
}

function stagesByVersion({ versions }: Secret): Record<string, readonly string[]> {
  return Object.fromEntries(
    versions.filter(({ stages }) => stages.length > 0).map(({ id, stages }) => [id, stages]),
  );
}

function optionalText(input: JsonObject, name: string): string | undefined {
  return input[name] === undefined ? undefined : requiredText(input, name);
}
