import type { Core } from '../core.ts';
import type { Delivery } from './delivery.ts';
import type { Target } from '../rule/rule.ts';

/** A function's invocation that is owed. Times are milliseconds since the epoch. */
export type InvocationRecord = {
  readonly ruleArn: string;
  readonly target: Target;
  readonly json: string;
  readonly orderedAt: number;
};

/** Writes down that a function is to be invoked, in the caller's transaction. */
export function queueInvocation(core: Core, { rule, target, json }: Delivery): void {
  const now = core.context.now();
  const record: InvocationRecord = { ruleArn: rule.arn, target, json, orderedAt: now };
  core.inserts.invocation.run(now, JSON.stringify(record));
}
