import { ProblemError } from '../problem/problem-error.ts';
import type { Subscription } from './subscription.ts';

/**
 * Lets pass a subscription that is not being deleted.
 * @throws {ProblemError} `subscription_deleting`
 */
export function refuseDeleting({ id, status }: Pick<Subscription, 'id' | 'status'>): void {
  if (status !== 'deleting') return;
  throw new ProblemError(
    'subscription_deleting',
    `Subscription ${id} is being deleted and cannot be changed. Create another one.`,
  );
}
