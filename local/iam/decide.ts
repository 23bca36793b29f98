import type { PlacedStatement, PolicySet } from './policy-set.ts';
import type { Request } from './request.ts';

export type Decision =
  /** `by` is undefined for the administrator, whom no statement has to allow. */
  | { readonly allowed: true; readonly by: PlacedStatement | undefined }
  /** `policy` is where the deny stands, or where an allow is missing. */
  | { readonly allowed: false; readonly explicit: boolean; readonly policy: 'identity' | 'resource' };

/**
 * The decision inside one account: an explicit Deny anywhere wins; then a role needs an Allow in its own policies or in
 * the resource's, a service one in the resource's, the administrator none. Where the resource guards itself
 * (`Access.guarded`), who is in the account counts only if the resource's policy hands the decision to the account: a
 * role's own policies, and that somebody is the administrator.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(request: Request, identity: PolicySet, resource: PolicySet): Decision {
  if (identity.denial(request)) return { allowed: false, explicit: true, policy: 'identity' };
  if (resource.denial(request)) return { allowed: false, explicit: true, policy: 'resource' };
  if (request.caller.kind === 'administrator') return decideForAdministrator(request, resource);
  const direct = resource.grant(request, 'itself');
  if (direct) return { allowed: true, by: direct };
  if (request.caller.kind === 'service') return { allowed: false, explicit: false, policy: 'resource' };
  const own = identity.grant(request, 'itself');
  if (!own) return { allowed: false, explicit: false, policy: 'identity' };
  if (request.access.guarded && !resource.grant(request, 'account'))
    return { allowed: false, explicit: false, policy: 'resource' };
  return { allowed: true, by: own };
}

function decideForAdministrator(request: Request, resource: PolicySet): Decision {
  const isLetIn =
    !request.access.guarded || resource.grant(request, 'account') || resource.grant(request, 'itself');
  return isLetIn ? { allowed: true, by: undefined } : { allowed: false, explicit: false, policy: 'resource' };
}
