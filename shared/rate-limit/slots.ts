/**
 * When requests may be sent under a rate limit: one slot a request, a fixed interval apart.
 * @param firstSlot milliseconds since the epoch
 */
export function slots(firstSlot: number, count: number, ratePerSecond: number): readonly number[] {
  const intervalMs = 1_000 / ratePerSecond;
  return Array.from({ length: count }, (_, index) => firstSlot + index * intervalMs);
}
