import { resourceToRetryPolicy, type RetryPolicyResource } from './retry-policy-resource.ts';
import type { Subscription } from './subscription.ts';
import type { SubscriptionPatch } from './subscription-store.ts';

/** The settings of a subscription as a body names them; `null` stands for the default. */
export type Settings = {
  readonly filter?: Readonly<Record<string, unknown>> | null | undefined;
  readonly transform?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly metadata?: Readonly<Record<string, string>> | null | undefined;
  readonly headers?: Readonly<Record<string, string>> | null | undefined;
  readonly retry_policy?: RetryPolicyResource | null | undefined;
  readonly timeout_seconds?: number | null | undefined;
  readonly max_concurrency?: number | null | undefined;
  readonly rate_limit_per_second?: number | null | undefined;
};

/** What holds where nothing is said: eight attempts within 28 hours, 15 s each, 20 requests in flight, at any rate. */
export const defaultSettings = {
  metadata: {},
  retryPolicy: { scheduleSeconds: [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000] },
  timeoutSeconds: 15,
  maxConcurrency: 20,
} as const satisfies Partial<Subscription>;

/** The stored fields that a body's settings change; those it does not name are not there. */
export function settingsToPatch(settings: Settings): SubscriptionPatch {
  const { filter, transform, description, metadata, headers, retry_policy } = settings;
  const { timeout_seconds, max_concurrency, rate_limit_per_second } = settings;
  const { retryPolicy, timeoutSeconds, maxConcurrency } = defaultSettings;
  return {
    ...(filter !== undefined && { filter: filter ?? undefined }),
    ...(transform !== undefined && { transform: transform ?? undefined }),
    ...(description !== undefined && { description: description ?? undefined }),
    ...(metadata !== undefined && { metadata: metadata ?? {} }),
    ...(headers !== undefined && { headers: headers ?? undefined }),
    ...(retry_policy !== undefined && {
      retryPolicy: retry_policy ? resourceToRetryPolicy(retry_policy) : retryPolicy,
    }),
    ...(timeout_seconds !== undefined && { timeoutSeconds: timeout_seconds ?? timeoutSeconds }),
    ...(max_concurrency !== undefined && { maxConcurrency: max_concurrency ?? maxConcurrency }),
    ...(rate_limit_per_second !== undefined && { rateLimitPerSecond: rate_limit_per_second ?? undefined }),
  };
}
