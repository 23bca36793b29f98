import type { Access } from '../../iam/access.ts';
import { functionName } from '../function/function-name.ts';
import type { Core } from '../core.ts';

/** The permission that an action on one function needs. */
export function functionAccess(core: Core, action: string, reference: unknown): Access {
  const { context, permissions } = core;
  // The qualifier is judged when the operation runs; permission is asked for the function.
  const name = functionName(reference, '$LATEST');
  return {
    action,
    resource: `arn:aws:lambda:${context.region}:${context.accountId}:function:${name}`,
    resourcePolicy: permissions.policyOf(name),
  };
}
