import { createThrottle } from '../apigateway/create-throttle.ts';
import type { Fault } from './answer-request.ts';
import { AwsError } from './aws-error.ts';

/** Operations that share one of an account's quotas of requests per second. */
export type ActionGroup = {
  readonly service: string;
  /** The operations that count; others of the service are free. */
  readonly counts: (operation: string) => boolean;
  readonly perSecond: number;
  /** What the service answers beyond it. */
  readonly error: { readonly code: string; readonly status: number };
};

/**
 * A fault that refuses calls beyond an account's quotas, as AWS does by default: all of Lambda's control plane shares 15
 * requests a second, which cannot be raised, and EventBridge's 50. Invoking functions and putting events are no part of it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export function throttleControlPlane(
  now: () => number,
  groups: readonly ActionGroup[] = AWS_QUOTAS,
): (service: string, operation: string) => Fault {
  const isLetThrough = createThrottle(now);
  return (service, operation) => {
    const group = groups.find((each) => each.service === service && each.counts(operation));
    if (!group) return undefined;
    const { perSecond, error } = group;
    if (isLetThrough(service, { rate: perSecond, burst: perSecond })) return undefined;
    return new AwsError(
      error.code,
      `Rate exceeded: ${service} takes ${perSecond} of these a second.`,
      error.status,
    );
  };
}

const AWS_QUOTAS: readonly ActionGroup[] = [
  {
    service: 'lambda',
    counts: (operation) => operation !== 'Invoke',
    perSecond: 15,
    error: { code: 'TooManyRequestsException', status: 429 },
  },
  {
    service: 'events',
    counts: (operation) => operation !== 'PutEvents',
    perSecond: 50,
    error: { code: 'ThrottlingException', status: 400 },
  },
];
