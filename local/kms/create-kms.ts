import type { ResourceType } from '../cloudformation/resource-type.ts';
import type { Context } from '../context.ts';
import type { Operations } from '../endpoint/operation.ts';
import { aliasOperations } from './alias-operations.ts';
import { cryptographicOperations } from './cryptographic-operations.ts';
import { keyOperations } from './key-operations.ts';
import { createKeyStore } from './key-store.ts';
import { keyTypes } from './key-types.ts';

export type Kms = { readonly operations: Operations; readonly resourceTypes: readonly ResourceType[] };

/**
 * The Key Management Service with symmetric keys. A key that is deleted takes with it all it has encrypted, as on AWS;
 * rotation is remembered but makes no new material; grants, other kinds of keys and AWS's own keys are refused.
 */
export function createKms(context: Context): Kms {
  const store = createKeyStore(context);
  return {
    operations: {
      ...keyOperations(context, store),
      ...aliasOperations(context, store),
      ...cryptographicOperations(context, store),
    },
    resourceTypes: keyTypes(context, store),
  };
}
