import type { ResourceType } from '../../cloudformation/resource-type.ts';
import type { Operations } from '../../endpoint/operation.ts';
import type { Core } from '../core.ts';
import { archiveType } from './archive-type.ts';
import { busPolicyType } from './bus-policy-type.ts';
import { busType } from './bus-type.ts';
import { deployer } from './deployer.ts';
import { ruleType } from './rule-type.ts';

/** The resource types of EventBridge that templates may declare. */
export function resourceTypes(core: Core, operations: Operations): ResourceType[] {
  const run = deployer(core, operations);
  return [busType(core, run), busPolicyType(core), archiveType(core, run), ruleType(core, run)];
}
