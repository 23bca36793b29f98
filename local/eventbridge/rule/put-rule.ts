import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import type { Bus } from '../bus/bus.ts';
import { requireBus } from '../bus/require-bus.ts';
import { arns } from '../arns.ts';
import { compilePattern } from '../pattern/compile-pattern.ts';
import { limitExceeded } from '../limit-exceeded.ts';
import { busNameOf } from '../request/bus-name-of.ts';
import { defineOperation } from '../request/define-operation.ts';
import { invalid, NAME, optionalText, requiredText } from '../request/read-parameter.ts';
import { parseRate } from '../schedule/parse-rate.ts';
import type { Core } from '../core.ts';
import { readTags, type Tags } from '../tag/tags.ts';
import { checkRole } from '../target/target-caller.ts';
import { refuseFullBus } from './refuse-full-bus.ts';
import { refuseManaged } from './refuse-managed.ts';
import type { RuleRecord } from './rule.ts';

/**
 * PutRule: makes a rule or replaces all of it but its targets and tags. What the request leaves out is gone.
 * A schedule that stays as it was keeps its beat.
 */
export function putRule(core: Core, tags: Tags): Operation {
  const { context, buses } = core;
  return defineOperation({
    parameters: [
      'Name',
      'EventBusName',
      'EventPattern',
      'ScheduleExpression',
      'State',
      'Description',
      'RoleArn',
      'Tags',
    ],
    access: (input) => accesses(core, input),
    run(input) {
      const bus = requireBus(core, busNameOf(context, input));
      const name = requiredText(input, 'Name', NAME);
      const known = bus.rules.get(name);
      refuseManaged(known);
      const record = readRecord(core, bus, input, known?.record);
      refuseBeyondLimits(core, bus, name, record);
      checkRole(core, record.roleArn, arns.rule(context, bus.name, name));
      const rule = buses.putRule(bus.name, name, record);
      if (!known) tags.put(rule.arn, readTags(input));
      return { RuleArn: rule.arn };
    },
  });
}

function accesses({ context }: Core, input: JsonObject) {
  const resource = arns.rule(context, busNameOf(context, input), requiredText(input, 'Name'));
  const role = optionalText(input, 'RoleArn');
  return [
    { action: 'events:PutRule', resource },
    ...(readTags(input).length > 0 ? [{ action: 'events:TagResource', resource }] : []),
    ...(role === undefined
      ? []
      : [
          {
            action: 'iam:PassRole',
            resource: role,
            conditions: { 'iam:PassedToService': 'events.amazonaws.com' },
          },
        ]),
  ];
}

function readRecord(core: Core, bus: Bus, input: JsonObject, known: RuleRecord | undefined): RuleRecord {
  const eventPattern = optionalText(input, 'EventPattern');
  const scheduleExpression = optionalText(input, 'ScheduleExpression', { max: 256 });
  if (eventPattern === undefined && scheduleExpression === undefined)
    throw new AwsError(
      'ValidationException',
      'Parameter(s) EventPattern or ScheduleExpression must be specified.',
    );
  if (scheduleExpression !== undefined && bus.name !== 'default')
    throw new AwsError(
      'ValidationException',
      'ScheduleExpression is supported only on the default event bus.',
    );
  const state = optionalText(input, 'State') ?? 'ENABLED';
  if (!STATES.includes(state))
    throw invalid('State', state, `Member must satisfy enum value set: [${STATES.join(', ')}]`);
  return {
    eventPattern,
    scheduleExpression,
    nextRunAt: nextRunAt(core, scheduleExpression, known),
    state,
    description: optionalText(input, 'Description', { max: 512 }),
    roleArn: optionalText(input, 'RoleArn', { max: 1600 }),
    targets: known?.targets ?? [],
  };
}

const STATES = ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'];

function nextRunAt(core: Core, expression: string | undefined, known?: RuleRecord): number | undefined {
  if (expression === undefined) return undefined;
  const everyMs = parseRate(expression);
  return known?.scheduleExpression === expression && known.nextRunAt !== undefined
    ? known.nextRunAt
    : core.context.now() + everyMs;
}

function refuseBeyondLimits({ limits }: Core, bus: Bus, name: string, record: RuleRecord): void {
  if (!bus.rules.has(name)) refuseFullBus(limits, bus);
  if (record.eventPattern === undefined) return;
  const pattern = compilePattern(record.eventPattern, { maxLength: limits.patternLength });
  if (!pattern.usesWildcard) return;
  const others = [...bus.rules.values()].filter((rule) => rule.name !== name && rule.pattern?.usesWildcard);
  if (others.length >= limits.wildcardRulesPerBus)
    throw limitExceeded(`${limits.wildcardRulesPerBus} rules with wildcards on one bus`);
}
