import { catalogue, findEventType } from '../../../shared/catalogue/catalogue.ts';
import { ProblemError } from '../../../shared/problem/problem-error.ts';
import { route } from '../route.ts';

export const getEventType = route({
  method: 'GET',
  path: '/v1/event-types/{name}',
  access: 'key',
  handle({ parameters: { name = '' } }) {
    const eventType = findEventType(name);
    if (eventType) return { status: 200, body: eventType };
    const names = catalogue.map((known) => known.name).join(', ');
    throw new ProblemError(
      'not_found',
      `There is no event type ${JSON.stringify(name)}; there are ${names}.`,
    );
  },
});
