import type { RetryPolicy } from './subscription.ts';

/** A retry policy as the API shows and takes it. */
export type RetryPolicyResource =
  | { readonly schedule_seconds: readonly number[] }
  | {
      readonly max_attempts: number;
      readonly initial_seconds: number;
      readonly factor: number;
      readonly max_seconds: number;
    };

export function retryPolicyToResource(policy: RetryPolicy): RetryPolicyResource {
  if ('scheduleSeconds' in policy) return { schedule_seconds: policy.scheduleSeconds };
  const { maxAttempts, initialSeconds, factor, maxSeconds } = policy;
  return { max_attempts: maxAttempts, initial_seconds: initialSeconds, factor, max_seconds: maxSeconds };
}

export function resourceToRetryPolicy(resource: RetryPolicyResource): RetryPolicy {
  if ('schedule_seconds' in resource) return { scheduleSeconds: resource.schedule_seconds };
  const { max_attempts, initial_seconds, factor, max_seconds } = resource;
  return { maxAttempts: max_attempts, initialSeconds: initial_seconds, factor, maxSeconds: max_seconds };
}
