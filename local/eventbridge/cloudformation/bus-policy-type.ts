import type { ResourceType } from '../../cloudformation/resource-type.ts';
import { setStatements } from '../bus/permission-operations.ts';
import { readBusPolicy } from '../bus/read-bus-policy.ts';
import { requireBus } from '../bus/require-bus.ts';
import { busNameOf } from '../request/bus-name-of.ts';
import type { Core } from '../core.ts';

/** `AWS::Events::EventBusPolicy`: one statement of a bus's policy, known by its id. */
export function busPolicyType(core: Core): ResourceType {
  return {
    type: 'AWS::Events::EventBusPolicy',
    properties: ['EventBusName', 'StatementId', 'Statement'],
    apply({ properties }) {
      const bus = busNameOf(core.context, properties);
      const id = String(properties['StatementId']);
      const [statement] = readBusPolicy({ Statement: properties['Statement'] }).Statement;
      if (statement) setStatements(core, bus, [...without(core, bus, id), { ...statement, Sid: id }]);
      return { physicalId: `${bus}|${id}`, attributes: {} };
    },
    remove({ physicalId }) {
      const [bus = '', id = ''] = physicalId.split('|');
      if (core.buses.get(bus)) setStatements(core, bus, without(core, bus, id));
    },
  };
}

function without(core: Core, bus: string, id: string) {
  return (requireBus(core, bus).record.policy?.Statement ?? []).filter(({ Sid }) => Sid !== id);
}
