import { AwsError } from '../endpoint/aws-error.ts';

/** @param what is allowed, `300 rules on one bus` */
export function limitExceeded(what: string): AwsError {
  return new AwsError(
    'LimitExceededException',
    `The requested resource exceeds the maximum number allowed: ${what}.`,
  );
}
