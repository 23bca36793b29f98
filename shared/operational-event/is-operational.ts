import { findOperationalEventType } from './operational-event-types.ts';

/** Whether an event type is the platform's own. By its name: a catalogue may well have a group `subscription` too. */
export function isOperational(eventType: string): boolean {
  return findOperationalEventType(eventType) !== undefined;
}
