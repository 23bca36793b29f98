import { AwsError } from '../../endpoint/aws-error.ts';
import type { Rule } from './rule.ts';

/**
 * Lets nobody change a rule that a service has made; `Force` would on AWS, and is refused here with it.
 * @throws {AwsError} `ManagedRuleException`
 */
export function refuseManaged(rule: Rule | undefined): void {
  if (rule?.record.managedBy === undefined) return;
  throw new AwsError(
    'ManagedRuleException',
    `${rule.name} is a managed rule of ${rule.record.managedBy}: change or delete what it was made for, the archive.`,
  );
}
