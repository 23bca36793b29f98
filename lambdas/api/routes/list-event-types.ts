import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import { route } from '../route.ts';

/** All of them on one page: a catalogue is read by people. */
export const listEventTypes = route({
  method: 'GET',
  path: '/v1/event-types',
  access: 'key',
  handle() {
    const data = catalogue.map(({ name, group, description }) => ({ name, group, description }));
    return { status: 200, body: { data, next_cursor: null } };
  },
});
