import type { Operations } from '../endpoint/operation.ts';
import type { Context } from '../context.ts';
import { compilePolicy } from '../iam/compile-policy.ts';
import { readPolicyDocument } from '../iam/read-policy-document.ts';
import { requireSecret, requiredText, secretAccess } from './secret-access.ts';
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
        const text = requiredText(input, 'ResourcePolicy');
        compilePolicy(readPolicyDocument(text, 'ResourcePolicy'), 'resource');
        store.put({ ...secret, policy: text });
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
