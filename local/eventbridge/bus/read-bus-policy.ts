import { AwsError } from '../../endpoint/aws-error.ts';
import { checkResourcePolicy } from '../../iam/check-resource-policy.ts';
import type { BusPolicy } from './bus.ts';

/**
 * A bus's policy from its JSON text or document, statements as a list.
 * @throws {AwsError} `ValidationException` when it is none that IAM can judge by
 */
export function readBusPolicy(policy: unknown): BusPolicy {
  const { Statement } = checkResourcePolicy(policy, malformed);
  return { Version: '2012-10-17', Statement: [Statement].flat() };
}

function malformed(reason: string): AwsError {
  return new AwsError('ValidationException', `Parameter Policy is not valid. Reason: ${reason}`);
}
