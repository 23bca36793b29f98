import type { Context } from '../context.ts';
import { AwsError } from '../endpoint/aws-error.ts';
import type { Caller } from '../iam/caller.ts';
import { checkResourcePolicy } from '../iam/check-resource-policy.ts';
import { compilePolicy } from '../iam/compile-policy.ts';
import type { PolicyDocument } from '../iam/policy-document.ts';

/** Who sets a key policy; `bypass` is the request's own word that it may lock itself out. */
export type PolicyAuthor = { readonly caller: Caller; readonly bypass?: boolean };

/**
 * The text of a key policy that can be evaluated, and under which its author may still change it.
 * @throws {AwsError} `MalformedPolicyDocumentException`
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
export function keyPolicyText(context: Context, policy: unknown, { caller, bypass }: PolicyAuthor): string {
  const document = checkResourcePolicy(policy, malformed);
  if (bypass !== true && !leavesIn(context, document, caller))
    throw malformed('The new key policy will not allow you to update the key policy in the future.');
  return JSON.stringify(document);
}

function leavesIn(context: Context, document: PolicyDocument, caller: Caller): boolean {
  const access = { action: 'kms:PutKeyPolicy', resource: '*' };
  const request = { caller, access, accountId: context.accountId, now: context.now() };
  return compilePolicy(document, 'resource').some(
    (statement) =>
      statement.effect === 'Allow' &&
      statement.coveredBy(access.action) !== undefined &&
      statement.speaksOf(request) !== 'none',
  );
}

function malformed(reason: string): AwsError {
  return new AwsError('MalformedPolicyDocumentException', reason);
}
