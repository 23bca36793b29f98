import type { AuthenticationResource } from '../authentication/authentication-resource.ts';
import type { SignatureScheme } from '../signature/signature-scheme.ts';
import { type HealthResource, healthToResource } from './health-resource.ts';
import { type RetryPolicyResource, retryPolicyToResource } from './retry-policy-resource.ts';
import { type SubscriptionOutline, subscriptionToOutline } from './subscription-outline.ts';
import type { StatusReason, Subscription } from './subscription.ts';
import { timeToResource } from './time-to-resource.ts';

/** A subscription as the API shows it: never with a secret or a credential; times in RFC 3339, UTC. */
export type SubscriptionResource = {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly filter: Readonly<Record<string, unknown>> | null;
  readonly transform: string | null;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly signature: SignatureScheme;
  readonly authentication: AuthenticationResource;
  readonly headers: Readonly<Record<string, string>>;
  readonly retry_policy: RetryPolicyResource;
  readonly timeout_seconds: number;
  readonly max_concurrency: number;
  readonly rate_limit_per_second: number | null;
  readonly status: Subscription['status'];
  readonly status_reason: StatusReason | null;
  readonly status_detail: string | null;
  readonly paused_at: string | null;
  readonly disabled_at: string | null;
  /** When the failure rule will disable it if no attempt succeeds until then. */
  readonly disable_at: string | null;
  readonly health: HealthResource;
  readonly created_at: string;
  readonly updated_at: string;
};

/** @param now milliseconds since the epoch: whether the breaker is open depends on it */
export function subscriptionToResource(
  given: Subscription | SubscriptionOutline,
  now: number,
): SubscriptionResource {
  const subscription = 'secrets' in given ? subscriptionToOutline(given) : given;
  return {
    id: subscription.id,
    url: subscription.url,
    events: subscription.events,
    filter: subscription.filter ?? null,
    transform: subscription.transform ?? null,
    description: subscription.description ?? null,
    metadata: subscription.metadata,
    signature: subscription.signature,
    authentication: subscription.shownAuthentication,
    headers: subscription.headers ?? {},
    retry_policy: retryPolicyToResource(subscription.retryPolicy),
    timeout_seconds: subscription.timeoutSeconds,
    max_concurrency: subscription.maxConcurrency,
    rate_limit_per_second: subscription.rateLimitPerSecond ?? null,
    status: subscription.status,
    status_reason: subscription.statusReason ?? null,
    status_detail: subscription.statusDetail ?? null,
    paused_at: timeToResource(subscription.pausedAt),
    disabled_at: timeToResource(subscription.disabledAt),
    disable_at: timeToResource(subscription.status === 'active' ? subscription.disableAt : undefined),
    health: healthToResource(subscription, now),
    created_at: new Date(subscription.createdAt).toISOString(),
    updated_at: new Date(subscription.updatedAt).toISOString(),
  };
}
