import type { Throttling } from './http-api.ts';

/** Lets requests of one key through at a rate, with a burst: a token bucket per key. */
export function createThrottle(now: () => number): (key: string, throttling: Throttling) => boolean {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (key, { burst, rate }) => {
    const at = now();
    const before = buckets.get(key) ?? { tokens: burst, at };
    const tokens = Math.min(burst, before.tokens + ((at - before.at) / 1000) * rate);
    const isLetThrough = tokens >= 1;
    buckets.set(key, { tokens: isLetThrough ? tokens - 1 : tokens, at });
    return isLetThrough;
  };
}
