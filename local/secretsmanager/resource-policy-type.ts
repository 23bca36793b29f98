import type { ResourceType } from '../cloudformation/resource-type.ts';
import { textProperty } from '../cloudformation/text-property.ts';
import { compilePolicy } from '../iam/compile-policy.ts';
import { readPolicyDocument } from '../iam/read-policy-document.ts';
import { requireSecret } from './secret-access.ts';
import type { SecretStore } from './secret-store.ts';

/** `AWS::SecretsManager::ResourcePolicy`: the policy of one secret. */
export function resourcePolicyType(store: SecretStore): ResourceType {
  return {
    type: 'AWS::SecretsManager::ResourcePolicy',
    properties: ['BlockPublicPolicy', 'ResourcePolicy', 'SecretId'],
    attributes: ['Id'],
    apply: ({ properties }) => {
      const secret = requireSecret(store, { SecretId: textProperty(properties, 'SecretId') });
      const document = readPolicyDocument(properties['ResourcePolicy'], 'ResourcePolicy');
      compilePolicy(document, 'resource');
      store.put({ ...secret, policy: JSON.stringify(document) });
      return { physicalId: secret.arn, attributes: { Id: secret.arn } };
    },
    remove: ({ physicalId }) => {
      const found = store.find(physicalId);
      if (!found) return;
      const { policy: _, ...secret } = found;
      store.put(secret);
    },
  };
}
