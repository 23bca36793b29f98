/**
 * The wait that a `Retry-After` header asks for, in milliseconds from `now`; `undefined` where it says nothing.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after seconds, or an HTTP date
 */
export function retryAfterToMs(value: string, now: number): number | undefined {
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  if (!/^[A-Z][a-z]{2,}, /.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
