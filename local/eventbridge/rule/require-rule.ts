import { AwsError } from '../../endpoint/aws-error.ts';
import { requireBus } from '../bus/require-bus.ts';
import type { Core } from '../core.ts';
import type { Rule } from './rule.ts';

/** @throws {AwsError} `ResourceNotFoundException` when the bus or the rule is not there */
export function requireRule(core: Core, bus: string, name: string): Rule {
  const rule = requireBus(core, bus).rules.get(name);
  if (!rule)
    throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus}.`);
  return rule;
}
