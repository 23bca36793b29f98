import { AwsError } from '../endpoint/aws-error.ts';
import { checkResourcePolicy } from '../iam/check-resource-policy.ts';

/** The text of a secret's policy that can be evaluated. @throws {AwsError} `MalformedPolicyDocumentException` */
export function secretPolicyText(policy: unknown): string {
  return JSON.stringify(
    checkResourcePolicy(
      policy,
      (reason) =>
        new AwsError('MalformedPolicyDocumentException', `This resource policy is malformed. ${reason}`),
    ),
  );
}
