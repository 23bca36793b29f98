import type { Caller } from '../../iam/caller.ts';
import type { Delivery } from './delivery.ts';

/** Who acts on a target: its role if it names one, else EventBridge for the rule. */
export function targetCaller({ rule, target }: Pick<Delivery, 'rule' | 'target'>): Caller {
  return target.RoleArn === undefined
    ? { kind: 'service', service: 'events.amazonaws.com', sourceArn: rule.arn }
    : { kind: 'role', arn: target.RoleArn };
}
