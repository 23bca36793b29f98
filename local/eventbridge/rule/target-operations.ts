import type { JsonObject, Operations } from '../../endpoint/operation.ts';
import { requireBus } from '../bus/require-bus.ts';
import { arns } from '../arns.ts';
import { limitExceeded } from '../limit-exceeded.ts';
import { busNameOf } from '../request/bus-name-of.ts';
import { defineOperation } from '../request/define-operation.ts';
import { page } from '../request/page.ts';
import { listOf, NAME, requiredText } from '../request/read-parameter.ts';
import type { Core } from '../core.ts';
import { checkRole } from '../target/target-caller.ts';
import { readTarget } from './read-target.ts';
import { refuseManaged } from './refuse-managed.ts';
import { requireRule } from './require-rule.ts';

/** PutTargets, RemoveTargets, ListTargetsByRule, ListRuleNamesByTarget. */
export function targetOperations(core: Core): Operations {
  const { context, buses, limits } = core;
  const ruleOf = (input: JsonObject) =>
    requireRule(core, busNameOf(context, input), requiredText(input, 'Rule', NAME));
  const access = (action: string) => (input: JsonObject) => [
    { action, resource: arns.rule(context, busNameOf(context, input), requiredText(input, 'Rule')) },
  ];
  return {
    PutTargets: defineOperation({
      parameters: ['Rule', 'EventBusName', 'Targets'],
      access: (input) => [...access('events:PutTargets')(input), ...passedRoles(input)],
      run(input) {
        const rule = ruleOf(input);
        refuseManaged(rule);
        const targets = new Map(rule.record.targets.map((target) => [target.Id, target]));
        for (const member of listOf(input, 'Targets', 100)) {
          const target = readTarget(core, member);
          checkRole(core, target.RoleArn, rule.arn);
          targets.set(target.Id, target);
        }
        if (targets.size > limits.targetsPerRule)
          throw limitExceeded(`${limits.targetsPerRule} targets of one rule`);
        buses.putRule(rule.bus, rule.name, { ...rule.record, targets: [...targets.values()] });
        return { FailedEntryCount: 0, FailedEntries: [] };
      },
    }),
    RemoveTargets: defineOperation({
      parameters: ['Rule', 'EventBusName', 'Ids', 'Force'],
      access: access('events:RemoveTargets'),
      run(input) {
        const rule = ruleOf(input);
        refuseManaged(rule);
        const ids = new Set<unknown>(listOf(input, 'Ids', 100));
        const targets = rule.record.targets.filter(({ Id }) => !ids.has(Id));
        buses.putRule(rule.bus, rule.name, { ...rule.record, targets });
        return { FailedEntryCount: 0, FailedEntries: [] };
      },
    }),
    ListTargetsByRule: defineOperation({
      parameters: ['Rule', 'EventBusName', 'NextToken', 'Limit'],
      access: access('events:ListTargetsByRule'),
      run(input) {
        const { items, ...rest } = page(ruleOf(input).record.targets, ({ Id }) => Id, input);
        return { Targets: items, ...rest };
      },
    }),
    ListRuleNamesByTarget: defineOperation({
      parameters: ['TargetArn', 'EventBusName', 'NextToken', 'Limit'],
      access: () => [{ action: 'events:ListRuleNamesByTarget', resource: '*' }],
      run(input) {
        const arn = requiredText(input, 'TargetArn');
        const rules = [...requireBus(core, busNameOf(context, input)).rules.values()];
        const found = rules.filter(({ record }) => record.targets.some(({ Arn }) => Arn === arn));
        const { items, ...rest } = page(found, ({ name }) => name, input);
        return { RuleNames: items.map(({ name }) => name), ...rest };
      },
    }),
  };
}

/** A role is handed to EventBridge only by who may pass it. */
function passedRoles(input: JsonObject) {
  const roles = listOf(input, 'Targets', 100).flatMap(({ RoleArn }) =>
    typeof RoleArn === 'string' ? [RoleArn] : [],
  );
  return [...new Set(roles)].map((resource) => ({
    action: 'iam:PassRole',
    resource,
    conditions: { 'iam:PassedToService': 'events.amazonaws.com' },
  }));
}
