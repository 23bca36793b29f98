import type { ApiEvent, RequestState } from './api-event.ts';

/** What the middleware has found out about a request so far. */
export function requestState(event: ApiEvent): RequestState {
  if (!event.state)
    throw new Error('The request log has to be the first middleware: it begins the state of a request.');
  return event.state;
}
