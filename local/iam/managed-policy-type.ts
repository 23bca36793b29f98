import { AwsError } from '../endpoint/aws-error.ts';
import { generatedName } from '../cloudformation/generated-name.ts';
import type { ResourceType } from '../cloudformation/resource-type.ts';
import { textProperty } from '../cloudformation/text-property.ts';
import { checkEntityName } from './check-entity-name.ts';
import { compilePolicy } from './compile-policy.ts';
import type { IdentityStore } from './identity-store.ts';
import { attachedRoles } from './policy-type.ts';
import { readPolicyDocument } from './read-policy-document.ts';

/** Characters, without white space, that a managed policy may have. */
const SIZE_LIMIT = 6144;

export function managedPolicyType(store: IdentityStore, accountId: string): ResourceType {
  return {
    type: 'AWS::IAM::ManagedPolicy',
    properties: ['Description', 'ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'],
    attributes: ['PolicyArn', 'PolicyId'],
    apply: (request) => {
      const { stackName, logicalId, properties } = request;
      const given = textProperty(properties, 'ManagedPolicyName') ?? generatedName(request, 128);
      const name = checkEntityName('policy', given, 128);
      const document = readPolicyDocument(properties['PolicyDocument'], 'PolicyDocument');
      compilePolicy(document, 'identity');
      const size = JSON.stringify(document).length;
      if (size > SIZE_LIMIT)
        throw new AwsError(
          'LimitExceeded',
          `The policy ${name} has ${size} characters; ${SIZE_LIMIT} are allowed.`,
          409,
        );
      const arn = `arn:aws:iam::${accountId}:policy${textProperty(properties, 'Path') ?? '/'}${name}`;
      const roleNames = attachedRoles(store, properties);
      const id = `${stackName}/${logicalId}`;
      store.putPolicy({ id, name, arn, document, roleNames });
      return { physicalId: arn, attributes: { PolicyArn: arn, PolicyId: id } };
    },
    remove: ({ physicalId, attributes }) =>
      store.removePolicy(attributes['PolicyId'] ?? '', physicalId.slice(physicalId.lastIndexOf('/') + 1)),
  };
}
