import { type Evaluator, type EvaluatorOptions, startEvaluator } from './evaluator.ts';
import type { Transformed, TransformInput } from './transformed.ts';

export type Transformer = {
  /**
   * Applies a transform to a message. Whatever the expression does is in the result.
   * @throws {Error} where the process for it cannot be started
   */
  transform(wanted: OwnedTransform): Promise<Transformed>;
  /** Ends the processes; the next transform starts new ones. */
  stop(): void;
};

export type OwnedTransform = TransformInput & {
  /** Whose expression and message they are. */
  readonly accountId: string;
};

/** So that a slow expression of one subscription does not hold up the only one there is. */
const MOST_PROCESSES = 2;

/**
 * Evaluates transforms in processes that are started when there is first something to do, and replaced when they end. A
 * process serves one account: an expression can change JSONata's own functions for all that are evaluated after it.
 */
export function createTransformer(options: EvaluatorOptions): Transformer {
  const idle: { readonly accountId: string; readonly evaluator: Evaluator }[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;

  async function turn(): Promise<void> {
    if (busy < MOST_PROCESSES) return void busy++;
    await new Promise<void>((resolve) => waiting.push(resolve));
    return turn();
  }

  function evaluatorOf(accountId: string): Evaluator {
    const index = idle.findLastIndex((each) => each.accountId === accountId);
    const [found] = index < 0 ? [] : idle.splice(index, 1);
    if (found?.evaluator.isAlive()) return found.evaluator;
    while (idle.length + busy > MOST_PROCESSES) idle.shift()?.evaluator.stop();
    return startEvaluator(options);
  }

  async function evaluate({ accountId, ...input }: OwnedTransform): Promise<Transformed> {
    const evaluator = evaluatorOf(accountId);
    try {
      return await evaluator.evaluate(input);
    } finally {
      if (evaluator.isAlive()) idle.push({ accountId, evaluator });
    }
  }

  return {
    async transform(wanted) {
      await turn();
      try {
        return await evaluate(wanted);
      } finally {
        busy--;
        waiting.shift()?.();
      }
    },
    stop: () => {
      for (const { evaluator } of idle.splice(0)) evaluator.stop();
    },
  };
}
