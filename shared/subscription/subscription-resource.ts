import {
  authenticationToResource,
  type AuthenticationResource,
} from '../authentication/authentication-resource.ts';
import { schemeOf, type SignatureScheme } from '../signature/signature-scheme.ts';
import { type RetryPolicyResource, retryPolicyToResource } from './retry-policy-resource.ts';
import type { Subscription } from './subscription.ts';

/** A subscription as the API shows it: never with a secret or a credential; times in RFC 3339, UTC. */
export type SubscriptionResource = {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly filter: Readonly<Record<string, unknown>> | null;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly signature: SignatureScheme;
  readonly authentication: AuthenticationResource;
  readonly headers: Readonly<Record<string, string>>;
  readonly retry_policy: RetryPolicyResource;
  readonly timeout_seconds: number;
  readonly max_concurrency: number;
  readonly status: Subscription['status'];
  readonly status_reason: string | null;
  readonly created_at: string;
  readonly updated_at: string;
};

export function subscriptionToResource(subscription: Subscription): SubscriptionResource {
  return {
    id: subscription.id,
    url: subscription.url,
    events: subscription.events,
    filter: subscription.filter ?? null,
    description: subscription.description ?? null,
    metadata: subscription.metadata,
    signature: schemeOf(subscription),
    authentication: authenticationToResource(subscription.authentication),
    headers: subscription.headers ?? {},
    retry_policy: retryPolicyToResource(subscription.retryPolicy),
    timeout_seconds: subscription.timeoutSeconds,
    max_concurrency: subscription.maxConcurrency,
    status: subscription.status,
    status_reason: subscription.statusReason ?? null,
    created_at: new Date(subscription.createdAt).toISOString(),
    updated_at: new Date(subscription.updatedAt).toISOString(),
  };
}
