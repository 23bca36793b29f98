import type { ResourceType } from '../../cloudformation/resource-type.ts';
import { arns } from '../arns.ts';
import { setStatements } from '../bus/permission-operations.ts';
import { readBusPolicy } from '../bus/read-bus-policy.ts';
import type { Core } from '../core.ts';
import type { Deployer } from './deployer.ts';

/** `AWS::Events::EventBus`. A `Policy` replaces the bus's; without one, what bus policies of their own added stays. */
export function busType(core: Core, run: Deployer): ResourceType {
  const { context, buses } = core;
  return {
    type: 'AWS::Events::EventBus',
    properties: ['Name', 'Description', 'Policy', 'Tags'],
    apply({ properties }) {
      const name = String(properties['Name']);
      const description = properties['Description'] as string | undefined;
      const known = buses.get(name);
      const { Policy: policy, ...input } = properties;
      if (known) buses.putBus(name, { ...known.record, description });
      else run('CreateEventBus', input);
      if (known && properties['Tags'] !== undefined)
        run('TagResource', { ResourceARN: arns.bus(context, name), Tags: properties['Tags'] });
      if (policy !== undefined) setStatements(core, name, readBusPolicy(policy).Statement);
      return {
        physicalId: name,
        attributes: {
          Name: name,
          Arn: arns.bus(context, name),
          Policy: JSON.stringify(buses.get(name)?.record.policy ?? {}),
        },
      };
    },
    remove: ({ physicalId }) => void run('DeleteEventBus', { Name: physicalId }),
  };
}
