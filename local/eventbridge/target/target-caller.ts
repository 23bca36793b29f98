import { AwsError } from '../../endpoint/aws-error.ts';
import type { Caller } from '../../iam/caller.ts';
import type { Core } from '../core.ts';
import type { Delivery } from './delivery.ts';

/**
 * Who acts on a target: its role if it names one, else EventBridge for the rule.
 * @throws {AwsError} `AccessDenied` for a role that does not let EventBridge take it on.
 */
export function targetCaller(core: Core, { rule, target }: Pick<Delivery, 'rule' | 'target'>): Caller {
  const { RoleArn: arn } = target;
  if (arn === undefined) return { kind: 'service', service: 'events.amazonaws.com', sourceArn: rule.arn };
  if (!mayAssume(core, arn, rule.arn)) throw new AwsError('AccessDenied', cannotAssume(arn), 403);
  return { kind: 'role', arn };
}

/**
 * Checks a role when a rule or a target is given it.
 * @throws {AwsError} `ValidationException`
 */
export function checkRole(core: Core, roleArn: string | undefined, ruleArn: string): void {
  if (roleArn === undefined || mayAssume(core, roleArn, ruleArn)) return;
  throw new AwsError('ValidationException', cannotAssume(roleArn));
}

function mayAssume({ neighbours }: Core, roleArn: string, ruleArn: string): boolean {
  try {
    neighbours.assumeRole(roleArn, ruleArn);
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}

function cannotAssume(roleArn: string): string {
  return `Provided role '${roleArn}' cannot be assumed by principal 'events.amazonaws.com'.`;
}
