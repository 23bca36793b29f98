import type { Operations } from '../endpoint/operation.ts';
import type { Context } from '../context.ts';
import { requireSecret, requiredText, secretAccess } from './secret-access.ts';
import { secretPolicyText } from './secret-policy-text.ts';
import type { SecretStore } from './secret-store.ts';
import type { Secret } from './secret.ts';

/** The resource policies of secrets. */
export function secretPolicyOperations(context: Context, store: SecretStore): Operations {
  const access = (action: string): Operations[string]['access'] => secretAccess(context, store, action);
  return {
    GetResourcePolicy: {
      access: access('GetResourcePolicy'),
      run: (input) => {
        const secret = requireSecret(store, input);
        return { ...identity(secret), ResourcePolicy: secret.policy };
      },
    },
    PutResourcePolicy: {
      access: access('PutResourcePolicy'),
      run: (input) => {
        const secret = requireSecret(store, input);
        store.put({ ...secret, policy: secretPolicyText(requiredText(input, 'ResourcePolicy')) });
        return identity(secret);
      },
    },
    DeleteResourcePolicy: {
      access: access('DeleteResourcePolicy'),
      run: (input) => {
        const { policy: _, ...secret } = requireSecret(store, input);
        store.put(secret);
        return identity(secret);
      },
    },
  };
}

function identity({ arn, name }: Secret): Record<string, unknown> {
  return { ARN: arn, Name: name };
}
