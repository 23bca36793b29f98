import { catalogue, findEventType } from '../../../shared/catalogue/catalogue.ts';
import {
  findOperationalEventType,
  operationalEventTypes,
} from '../../../shared/operational-event/operational-event-types.ts';
import { ProblemError } from '../../../shared/problem/problem-error.ts';
import { shownText } from '../../../shared/problem/shown-text.ts';
import { route } from '../route.ts';

export const getEventType = route({
  method: 'GET',
  path: '/v1/event-types/{name}',
  access: 'key',
  handle({ parameters: { name = '' } }) {
    const ordinary = findEventType(name);
    const eventType = ordinary ?? findOperationalEventType(name);
    if (eventType) return { status: 200, body: { ...eventType, operational: !ordinary } };
    const names = [...catalogue, ...operationalEventTypes].map((known) => known.name).join(', ');
    throw new ProblemError(
      'not_found',
      `There is no event type ${JSON.stringify(shownText(name))}; there are ${names}.`,
    );
  },
});
