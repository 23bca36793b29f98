import type { ResourceType } from '../../cloudformation/resource-type.ts';
import type { Operations } from '../../endpoint/operation.ts';
import type { Service } from '../service.ts';
import { archiveType } from './archive-type.ts';
import { busPolicyType } from './bus-policy-type.ts';
import { busType } from './bus-type.ts';
import { deployer } from './deployer.ts';
import { ruleType } from './rule-type.ts';

/** The resource types of EventBridge that templates may declare. */
export function resourceTypes(service: Service, operations: Operations): ResourceType[] {
  const run = deployer(service, operations);
  return [busType(service, run), busPolicyType(service), archiveType(service, run), ruleType(service, run)];
}
