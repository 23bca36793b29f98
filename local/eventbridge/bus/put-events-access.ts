import type { Access } from '../../iam/access.ts';
import { arns } from '../arns.ts';
import type { Core } from '../core.ts';

/** What PutEvents on a bus must be allowed, for one event's source and type. */
export function putEventsAccess(
  core: Core,
  bus: string,
  event: { source?: unknown; detailType?: unknown },
): Access {
  return {
    action: 'events:PutEvents',
    resource: arns.bus(core.context, bus),
    resourcePolicy: core.buses.get(bus)?.record.policy,
    conditions: {
      ...(typeof event.source === 'string' ? { 'events:source': event.source } : {}),
      ...(typeof event.detailType === 'string' ? { 'events:detail-type': event.detailType } : {}),
    },
  };
}
