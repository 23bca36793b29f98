import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import type { EventType } from '../../../shared/catalogue/event-type.ts';
import { operationalEventTypes } from '../../../shared/operational-event/operational-event-types.ts';
import { route } from '../route.ts';

/** All of them on one page: a catalogue is read by people. */
export const listEventTypes = route({
  method: 'GET',
  path: '/v1/event-types',
  access: 'key',
  handle() {
    const data = [
      ...catalogue.map((type) => entry(type, false)),
      ...operationalEventTypes.map((type) => entry(type, true)),
    ];
    return { status: 200, body: { data, next_cursor: null } };
  },
});

function entry({ name, group, description }: EventType, operational: boolean) {
  return { name, group, operational, description };
}
