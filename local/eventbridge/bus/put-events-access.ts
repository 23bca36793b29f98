import type { Access } from '../../iam/access.ts';
import { arns } from '../arns.ts';
import type { Service } from '../service.ts';

/** What PutEvents on a bus must be allowed, for one event's source and type. */
export function putEventsAccess(
  service: Service,
  bus: string,
  event: { source?: unknown; detailType?: unknown },
): Access {
  return {
    action: 'events:PutEvents',
    resource: arns.bus(service.context, bus),
    resourcePolicy: service.buses.get(bus)?.record.policy,
    conditions: {
      ...(typeof event.source === 'string' ? { 'events:source': event.source } : {}),
      ...(typeof event.detailType === 'string' ? { 'events:detail-type': event.detailType } : {}),
    },
  };
}
