import type { ResourceType } from '../cloudformation/resource-type.ts';
import { textProperty } from '../cloudformation/text-property.ts';
import { checkEntityName } from './check-entity-name.ts';
import { checkInlineSize, checkTrustSize } from './check-role-size.ts';
import { compilePolicy } from './compile-policy.ts';
import { generatedName } from '../cloudformation/generated-name.ts';
import type { IdentityStore, Role } from './identity-store.ts';
import { awsManagedPolicy } from './aws-managed-policy.ts';
import { readPolicyDocument } from './read-policy-document.ts';
import { roleCredentials } from './role-credentials.ts';

export function roleType(store: IdentityStore, accountId: string): ResourceType {
  return {
    type: 'AWS::IAM::Role',
    properties: [
      'AssumeRolePolicyDocument',
      'Description',
      'ManagedPolicyArns',
      'MaxSessionDuration',
      'Path',
      'Policies',
      'RoleName',
      'Tags',
    ],
    attributes: ['Arn', 'RoleId'],
    apply: (request) => {
      const name = textProperty(request.properties, 'RoleName') ?? generatedName(request, 64);
      const role = readRole(request.properties, name, accountId);
      for (const arn of role.managedPolicyArns) if (!store.findPolicy(arn)) awsManagedPolicy(arn);
      checkInlineSize(
        name,
        [...role.inline, ...store.inlinePolicies(name)].map(({ document }) => document),
      );
      store.putRole(role);
      return { physicalId: name, attributes: { Arn: role.arn, RoleId: roleId(role.arn) } };
    },
    remove: ({ attributes }) => store.removeRole(attributes['Arn'] ?? ''),
  };
}

function readRole(properties: Readonly<Record<string, unknown>>, name: string, accountId: string): Role {
  checkEntityName('role', name, 64);
  const trust = readPolicyDocument(properties['AssumeRolePolicyDocument'], 'AssumeRolePolicyDocument');
  compilePolicy(trust, 'trust');
  checkTrustSize(trust);
  const inline = ((properties['Policies'] ?? []) as Record<string, unknown>[]).map((policy) => ({
    name: checkEntityName('policy', String(policy['PolicyName']), 128),
    document: readPolicyDocument(
      policy['PolicyDocument'],
      `PolicyDocument of ${String(policy['PolicyName'])}`,
    ),
  }));
  for (const { document } of inline) compilePolicy(document, 'identity');
  return {
    arn: `arn:aws:iam::${accountId}:role${textProperty(properties, 'Path') ?? '/'}${name}`,
    name,
    trust,
    managedPolicyArns: ((properties['ManagedPolicyArns'] ?? []) as unknown[]).map(String),
    inline,
  };
}

function roleId(arn: string): string {
  return `AROA${roleCredentials(arn).sessionToken.slice(0, 17).toUpperCase()}`;
}
