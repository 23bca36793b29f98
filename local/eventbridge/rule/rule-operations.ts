import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../../endpoint/operation.ts';
import type { Access } from '../../iam/access.ts';
import { requireBus } from '../bus/require-bus.ts';
import { arns } from '../arns.ts';
import { busNameOf } from '../request/bus-name-of.ts';
import { defineOperation } from '../request/define-operation.ts';
import { page } from '../request/page.ts';
import { NAME, optionalText, requiredText } from '../request/read-parameter.ts';
import type { Core } from '../core.ts';
import type { Tags } from '../tag/tags.ts';
import { putRule } from './put-rule.ts';
import { refuseManaged } from './refuse-managed.ts';
import { requireRule } from './require-rule.ts';
import type { Rule } from './rule.ts';

/** PutRule, DeleteRule, DescribeRule, ListRules, EnableRule, DisableRule. */
export function ruleOperations(core: Core, tags: Tags): Operations {
  const { context, buses } = core;
  const access = (action: string) => (input: JsonObject) => [ruleAccess(core, action, input)];
  const busAndName = (input: JsonObject) =>
    [busNameOf(context, input), requiredText(input, 'Name', NAME)] as const;
  const setState = (input: JsonObject, state: string) => {
    const rule = requireRule(core, ...busAndName(input));
    refuseManaged(rule);
    buses.putRule(rule.bus, rule.name, { ...rule.record, state });
  };
  return {
    PutRule: putRule(core, tags),
    DeleteRule: defineOperation({
      parameters: ['Name', 'EventBusName', 'Force'],
      access: access('events:DeleteRule'),
      run(input) {
        const [busName, name] = busAndName(input);
        const rule = requireBus(core, busName).rules.get(name);
        if (!rule) return;
        refuseManaged(rule);
        if (rule.record.targets.length > 0)
          throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
        buses.deleteRule(busName, name);
        tags.deleteAll(rule.arn);
      },
    }),
    DescribeRule: defineOperation({
      parameters: ['Name', 'EventBusName'],
      access: access('events:DescribeRule'),
      run: (input) => ({
        ...summary(requireRule(core, ...busAndName(input))),
        CreatedBy: context.accountId,
      }),
    }),
    ListRules: defineOperation({
      parameters: ['NamePrefix', 'EventBusName', 'NextToken', 'Limit'],
      access: () => [{ action: 'events:ListRules', resource: '*' }],
      run(input) {
        const prefix = optionalText(input, 'NamePrefix') ?? '';
        const rules = [...requireBus(core, busNameOf(context, input)).rules.values()];
        const found = rules.filter(({ name }) => name.startsWith(prefix));
        const { items, ...rest } = page(found, ({ name }) => name, input);
        return { Rules: items.map(summary), ...rest };
      },
    }),
    EnableRule: defineOperation({
      parameters: ['Name', 'EventBusName'],
      access: access('events:EnableRule'),
      run: (input) => setState(input, 'ENABLED'),
    }),
    DisableRule: defineOperation({
      parameters: ['Name', 'EventBusName'],
      access: access('events:DisableRule'),
      run: (input) => setState(input, 'DISABLED'),
    }),
  };
}

function ruleAccess({ context }: Core, action: string, input: JsonObject): Access {
  return { action, resource: arns.rule(context, busNameOf(context, input), requiredText(input, 'Name')) };
}

function summary({ name, arn, bus, record }: Rule): JsonObject {
  const optional = {
    EventPattern: record.eventPattern,
    ScheduleExpression: record.scheduleExpression,
    Description: record.description,
    RoleArn: record.roleArn,
    ManagedBy: record.managedBy,
  };
  return {
    Name: name,
    Arn: arn,
    EventBusName: bus,
    State: record.state,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}
