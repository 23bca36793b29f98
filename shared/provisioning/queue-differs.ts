/**
 * Whether an existing queue lacks one of the attributes that it should have. Policies are compared as JSON, for SQS may
 * hand them back written otherwise.
 */
export function queueDiffers(
  existing: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(wanted).some(([name, value]) => canonical(existing[name]) !== canonical(value));
}

function canonical(value: string | undefined): string | undefined {
  return value?.startsWith('{') ? JSON.stringify(JSON.parse(value), sorted) : value;
}

/** Names in order and numbers as text: `maxReceiveCount` comes back as either. */
function sorted(_name: string, value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
