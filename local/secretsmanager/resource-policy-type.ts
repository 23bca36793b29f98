import type { ResourceType } from '../cloudformation/resource-type.ts';
import { textProperty } from '../cloudformation/text-property.ts';
import { requireSecret } from './secret-access.ts';
import { secretPolicyText } from './secret-policy-text.ts';
import type { SecretStore } from './secret-store.ts';

/** `AWS::SecretsManager::ResourcePolicy`: the policy of one secret. */
export function resourcePolicyType(store: SecretStore): ResourceType {
  return {
    type: 'AWS::SecretsManager::ResourcePolicy',
    properties: ['BlockPublicPolicy', 'ResourcePolicy', 'SecretId'],
    attributes: ['Id'],
    apply: ({ properties }) => {
      const secret = requireSecret(store, { SecretId: textProperty(properties, 'SecretId') });
      store.put({ ...secret, policy: secretPolicyText(properties['ResourcePolicy']) });
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
