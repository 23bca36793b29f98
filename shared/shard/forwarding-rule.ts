/** The name of the ingress bus's rule that sends a shard's events on to its bus. */
export function forwardingRule(prefix: string, shard: number): string {
  return `${forwardingPrefix(prefix)}${shard}`;
}

/** Whether a rule of that name sends events on, to whichever shard. */
export function isForwardingRule(prefix: string, name: string): boolean {
  const shard = name.startsWith(forwardingPrefix(prefix)) ? name.slice(forwardingPrefix(prefix).length) : '';
  return /^\d+$/.test(shard);
}

function forwardingPrefix(prefix: string): string {
  return `${prefix}-forward-`;
}
