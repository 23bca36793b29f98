import type { ResourceType } from '../cloudformation/resource-type.ts';
import type { Context } from '../context.ts';
import type { Operations } from '../endpoint/operation.ts';
import { resourcePolicyType } from './resource-policy-type.ts';
import { secretLifecycleOperations } from './secret-lifecycle-operations.ts';
import { secretPolicyOperations } from './secret-policy-operations.ts';
import { createSecretStore } from './secret-store.ts';
import { secretType } from './secret-type.ts';
import { secretValueOperations } from './secret-value-operations.ts';

export type SecretsManager = {
  readonly operations: Operations;
  readonly resourceTypes: readonly ResourceType[];
};

/**
 * Secrets Manager without rotation, replicas and keys of one's own: every secret is under `aws/secretsmanager`, so
 * reading one needs no permission of KMS.
 */
export function createSecretsManager(context: Context): SecretsManager {
  const store = createSecretStore(context);
  return {
    operations: {
      ...secretLifecycleOperations(context, store),
      ...secretValueOperations(context, store),
      ...secretPolicyOperations(context, store),
    },
    resourceTypes: [secretType(context, store), resourcePolicyType(store)],
  };
}
