import { randomUUID } from 'node:crypto';
import { generatedName } from '../cloudformation/generated-name.ts';
import type { Applied, ApplyRequest, ResourceType } from '../cloudformation/resource-type.ts';
import { textProperty } from '../cloudformation/text-property.ts';
import type { Context } from '../context.ts';
import { createSecret } from './create-secret.ts';
import { putVersion } from './put-version.ts';
import { randomPassword } from './random-password.ts';
import type { PasswordRules } from './random-password.ts';
import type { SecretStore } from './secret-store.ts';
import type { Secret } from './secret.ts';

/**
 * `AWS::SecretsManager::Secret`. A generated value is made once and kept at every later start; a given one is put again
 * when it changes. Removing it is final, as CloudFormation does it.
 */
export function secretType(context: Context, store: SecretStore): ResourceType {
  return {
    type: 'AWS::SecretsManager::Secret',
    properties: ['Description', 'GenerateSecretString', 'Name', 'SecretString', 'Tags'],
    attributes: ['Id'],
    apply: (request) => {
      const name = textProperty(request.properties, 'Name') ?? generatedName(request, 64);
      const existing = store.find(name);
      return existing && existing.deletedAt === undefined
        ? applied(update(context, store, { secret: existing, request }))
        : applied(create(context, store, { name, request }));
    },
    remove: ({ physicalId }) => {
      const secret = store.find(physicalId);
      if (secret) store.remove(secret);
    },
  };
}

function applied({ arn }: Secret): Applied {
  return { physicalId: arn, attributes: { Id: arn } };
}

function create(
  context: Context,
  store: SecretStore,
  { name, request }: { name: string; request: ApplyRequest },
): Secret {
  const { properties } = request;
  const rules = properties['GenerateSecretString'];
  const given = textProperty(properties, 'SecretString');
  if (rules !== undefined && given !== undefined)
    throw new Error('A secret has either SecretString or GenerateSecretString, not both.');
  const string = given ?? (rules === undefined ? undefined : generated(rules as GenerateRules));
  const value = string === undefined ? undefined : { string };
  const description = textProperty(properties, 'Description');
  return createSecret(context, store, { name, description, value, tags: tagsOf(request) });
}

type Update = { readonly secret: Secret; readonly request: ApplyRequest };

function update(context: Context, store: SecretStore, { secret, request }: Update): Secret {
  const description = textProperty(request.properties, 'Description');
  const string = textProperty(request.properties, 'SecretString');
  const current = secret.versions.find(({ stages }) => stages.includes('AWSCURRENT'));
  const described: Secret = {
    ...secret,
    tags: tagsOf(request),
    ...(description !== undefined && { description }),
  };
  const updated =
    string === undefined || string === current?.string
      ? described
      : putVersion(described, {
          id: randomUUID(),
          value: { string },
          stages: ['AWSCURRENT'],
          now: context.now(),
        });
  store.put(updated);
  return updated;
}

function tagsOf({ properties }: ApplyRequest): Secret['tags'] {
  return (properties['Tags'] ?? []) as Secret['tags'];
}

type GenerateRules = PasswordRules & {
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
};

function generated(rules: GenerateRules): string {
  const { SecretStringTemplate: template, GenerateStringKey: key } = rules;
  const password = randomPassword(rules);
  if (template === undefined && key === undefined) return password;
  if (template === undefined || key === undefined)
    throw new Error('SecretStringTemplate and GenerateStringKey must be given together.');
  return JSON.stringify({ ...(JSON.parse(template) as object), [key]: password });
}
