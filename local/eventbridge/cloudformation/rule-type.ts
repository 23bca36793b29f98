import type { ResourceType } from '../../cloudformation/resource-type.ts';
import type { JsonObject } from '../../endpoint/operation.ts';
import { busNameOf } from '../request/bus-name-of.ts';
import { requireRule } from '../rule/require-rule.ts';
import type { Core } from '../core.ts';
import type { Deployer } from './deployer.ts';
import { generatedName } from './generated-name.ts';

/** `AWS::Events::Rule` with its targets. `Ref` is the name, on a custom bus with the bus before it: `bus|rule`. */
export function ruleType(core: Core, run: Deployer): ResourceType {
  return {
    type: 'AWS::Events::Rule',
    properties: [
      'Name',
      'Description',
      'EventBusName',
      'EventPattern',
      'RoleArn',
      'ScheduleExpression',
      'State',
      'Tags',
      'Targets',
    ],
    apply(request) {
      const { Targets: targets = [], EventPattern: pattern, ...properties } = request.properties;
      const bus = busNameOf(core.context, properties);
      const name = (properties['Name'] as string | undefined) ?? generatedName(request, 64);
      run('PutRule', {
        ...properties,
        Name: name,
        EventBusName: bus,
        ...(pattern === undefined
          ? {}
          : { EventPattern: typeof pattern === 'string' ? pattern : JSON.stringify(pattern) }),
      });
      makeTargets(core, run, { bus, name, targets: targets as JsonObject[] });
      const { arn } = requireRule(core, bus, name);
      return { physicalId: bus === 'default' ? name : `${bus}|${name}`, attributes: { Arn: arn } };
    },
    remove({ physicalId }) {
      const [bus = '', name = ''] = physicalId.includes('|')
        ? physicalId.split('|')
        : ['default', physicalId];
      if (!core.buses.get(bus)?.rules.has(name)) return;
      makeTargets(core, run, { bus, name, targets: [] });
      run('DeleteRule', { Name: name, EventBusName: bus });
    },
  };
}

function makeTargets(
  core: Core,
  run: Deployer,
  { bus, name, targets }: { bus: string; name: string; targets: readonly JsonObject[] },
): void {
  const wanted = new Set(targets.map(({ Id }) => Id));
  const left = requireRule(core, bus, name).record.targets.filter(({ Id }) => !wanted.has(Id));
  const rule = { Rule: name, EventBusName: bus };
  if (left.length > 0) run('RemoveTargets', { ...rule, Ids: left.map(({ Id }) => Id) });
  if (targets.length > 0) run('PutTargets', { ...rule, Targets: targets });
}
