import { catalogue, findEventType } from '../catalogue/catalogue.ts';
import { findOperationalEventType } from '../operational-event/operational-event-types.ts';

/** The groups of the catalogue, in its order: `call`, `agent`. */
export const eventGroups: readonly string[] = [...new Set(catalogue.map(({ group }) => group))];

/**
 * Whether a text can stand in a subscription's `events`: the name of an event type, a known group as `call.*`, or `*`.
 * Operational event types go by their name only.
 */
export function isEventSelector(text: string): boolean {
  if (text === '*') return true;
  if (text.endsWith('.*')) return eventGroups.includes(text.slice(0, -2));
  return (findEventType(text) ?? findOperationalEventType(text)) !== undefined;
}
