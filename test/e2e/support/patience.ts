/**
 * How long a story waits for a fact where it does not say: 20 s, or WEBHOOKS_PATIENCE_SECONDS, because a deployed
 * stack's rules take a minute to apply and its functions have to start.
 */
export const patienceMs = readPatience(process.env['WEBHOOKS_PATIENCE_SECONDS'] ?? '20');

function readPatience(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 3_600) return seconds * 1000;
  throw new Error(`WEBHOOKS_PATIENCE_SECONDS is "${text}"; it must be a number of seconds up to 3600.`);
}
