import { invalidField } from '../problem/invalid-field.ts';
import { timeToResource } from '../subscription/time-to-resource.ts';

/**
 * Lets pass a time that has come.
 * @throws {ProblemError} `invalid_fields`
 */
export function refuseFuture(field: string, at: number, now: number): void {
  if (at <= now) return;
  throw invalidField(
    field,
    `a time that is not in the future, and here it is ${timeToResource(now)}`,
    timeToResource(at),
  );
}
