/** A time as the API shows it: RFC 3339 in UTC; `null` where there is none. @param time milliseconds since the epoch */
export function timeToResource(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}
