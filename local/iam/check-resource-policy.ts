import { AwsError } from '../endpoint/aws-error.ts';
import { compilePolicy } from './compile-policy.ts';
import type { PolicyDocument } from './policy-document.ts';
import { readPolicyDocument } from './read-policy-document.ts';

/**
 * Reads the policy of a resource when it is set, so that no request meets one that cannot be judged.
 * @param policy an object or its JSON text.
 * @param refuse the error by which the service refuses a policy, for a reason.
 * @throws what `refuse` makes.
 */
export function checkResourcePolicy(policy: unknown, refuse: (reason: string) => Error): PolicyDocument {
  try {
    const document = readPolicyDocument(policy, 'the policy');
    if (compilePolicy(document, 'resource').length > 0) return document;
  } catch (error) {
    if (error instanceof AwsError) throw refuse(error.message);
    throw error;
  }
  throw refuse('It has no statement.');
}
