import type { ResourceType } from '../../cloudformation/resource-type.ts';
import { setStatements } from '../bus/permission-operations.ts';
import { readBusPolicy } from '../bus/read-bus-policy.ts';
import { requireBus } from '../bus/require-bus.ts';
import { busNameOf } from '../request/bus-name-of.ts';
import type { Service } from '../service.ts';

/** `AWS::Events::EventBusPolicy`: one statement of a bus's policy, known by its id. */
export function busPolicyType(service: Service): ResourceType {
  return {
    type: 'AWS::Events::EventBusPolicy',
    properties: ['EventBusName', 'StatementId', 'Statement'],
    apply({ properties }) {
      const bus = busNameOf(service.context, properties);
      const id = String(properties['StatementId']);
      const [statement] = readBusPolicy({ Statement: properties['Statement'] }).Statement;
      if (statement) setStatements(service, bus, [...without(service, bus, id), { ...statement, Sid: id }]);
      return { physicalId: `${bus}|${id}`, attributes: {} };
    },
    remove({ physicalId }) {
      const [bus = '', id = ''] = physicalId.split('|');
      if (service.buses.get(bus)) setStatements(service, bus, without(service, bus, id));
    },
  };
}

function without(service: Service, bus: string, id: string) {
  return (requireBus(service, bus).record.policy?.Statement ?? []).filter(({ Sid }) => Sid !== id);
}
