import { AwsError } from '../endpoint/aws-error.ts';
import type { PolicyDocument } from './policy-document.ts';

/** Characters, without white space, that all inline policies of one role may have together. */
const MOST_INLINE = 10_240;
const MOST_TRUST = 2048;

/**
 * @param inline every inline policy that the role would have, those of `AWS::IAM::Policy` resources too.
 * @throws {AwsError} `LimitExceeded`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function checkInlineSize(roleName: string, inline: readonly PolicyDocument[]): void {
  const size = inline.reduce((sum, document) => sum + JSON.stringify(document).length, 0);
  if (size > MOST_INLINE)
    throw exceeded(
      `Maximum policy size of ${MOST_INLINE} bytes exceeded for role ${roleName}: its inline policies have ${size}. Use managed policies.`,
    );
}

/** @throws {AwsError} `LimitExceeded` */
export function checkTrustSize(trust: PolicyDocument): void {
  const size = JSON.stringify(trust).length;
  if (size > MOST_TRUST)
    throw exceeded(`Cannot exceed quota for ACLSizePerRole: ${MOST_TRUST}; the trust policy has ${size}.`);
}

function exceeded(sentence: string): AwsError {
  return new AwsError('LimitExceeded', sentence, 409);
}
