import { AwsError } from '../endpoint/aws-error.ts';
import type { ResourceType } from '../cloudformation/resource-type.ts';
import { checkEntityName } from './check-entity-name.ts';
import { checkInlineSize } from './check-role-size.ts';
import { compilePolicy } from './compile-policy.ts';
import type { IdentityStore } from './identity-store.ts';
import { readPolicyDocument } from './read-policy-document.ts';

/** `AWS::IAM::Policy`: an inline policy that is put into one or more roles. */
export function policyType(store: IdentityStore): ResourceType {
  return {
    type: 'AWS::IAM::Policy',
    properties: ['PolicyDocument', 'PolicyName', 'Roles'],
    attributes: ['Id'],
    sharesIds: true,
    apply: ({ stackName, logicalId, properties }) => {
      const name = checkEntityName('policy', String(properties['PolicyName']), 128);
      const document = readPolicyDocument(properties['PolicyDocument'], 'PolicyDocument');
      compilePolicy(document, 'identity');
      const roleNames = attachedRoles(store, properties);
      const id = `${stackName}/${logicalId}`;
      for (const roleName of roleNames) {
        const others = [
          ...(store.findRoleNamed(roleName)?.inline ?? []),
          ...store.inlinePolicies(roleName, id),
        ];
        checkInlineSize(roleName, [document, ...others.map((other) => other.document)]);
      }
      store.putPolicy({ id, name, document, roleNames });
      return { physicalId: name, attributes: { Id: id } };
    },
    remove: ({ physicalId, attributes }) => store.removePolicy(attributes['Id'] ?? '', physicalId),
  };
}

/** @throws {AwsError} `NoSuchEntity` for a role that does not exist. */
export function attachedRoles(store: IdentityStore, properties: Readonly<Record<string, unknown>>): string[] {
  const names = ((properties['Roles'] ?? []) as unknown[]).map(String);
  const missing = names.find((name) => !store.findRoleNamed(name));
  if (missing === undefined) return names;
  throw new AwsError('NoSuchEntity', `The role with name ${missing} cannot be found.`, 404);
}
