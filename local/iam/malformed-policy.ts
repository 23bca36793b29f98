import { AwsError } from '../endpoint/aws-error.ts';

/** A policy that AWS would refuse, or that asks for what the embedded AWS does not evaluate. */
export function malformedPolicy(sentence: string): AwsError {
  return new AwsError('MalformedPolicyDocument', sentence);
}
