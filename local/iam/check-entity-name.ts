import { AwsError } from '../endpoint/aws-error.ts';

/**
 * Returns the name of a role or policy if IAM allows it.
 * @throws {AwsError} `ValidationError`
 */
export function checkEntityName(kind: 'role' | 'policy', name: string, limit: number): string {
  if (name.length >= 1 && name.length <= limit && /^[\w+=,.@-]+$/.test(name)) return name;
  throw new AwsError(
    'ValidationError',
    `The ${kind} name ${JSON.stringify(name)} is not allowed: 1 to ${limit} letters, digits or _+=,.@- (got ${name.length}).`,
  );
}
