/** The change that begins to delete a subscription. @param now milliseconds since the epoch */
export function deletion(now: number) {
  return { status: 'deleting' as const, statusReason: undefined, statusDetail: undefined, deletedAt: now };
}
