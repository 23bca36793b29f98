/** Whether an event type is the platform's own: those groups are in no catalogue. */
export function isOperational(eventType: string): boolean {
  return eventType.startsWith('subscription.') || eventType.startsWith('message.');
}
