import type { Transformer } from '../../shared/transform/create-transformer.ts';

/** API Gateway gives a request 30 s, and twenty transforms that each use up their second take nearly as long. */
const BUDGET_MS = 15_000;

/** A transform that is not tried any more once its time, which begins here, is over. */
export function budgetedTransform(
  transform: Transformer['transform'],
  now: () => number,
): Transformer['transform'] {
  const until = now() + BUDGET_MS;
  const detail = `not tried: the messages before this one took ${BUDGET_MS / 1_000} s`;
  return (input) =>
    now() < until ? transform(input) : Promise.resolve({ failed: 'timeout', detail, message: detail });
}
