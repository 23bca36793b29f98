import { type Evaluator, type EvaluatorOptions, startEvaluator } from './evaluator.ts';
import type { Transformed, TransformInput } from './transformed.ts';

export type Transformer = {
  /**
   * Applies a transform to a message. Whatever the expression does is in the result.
   * @throws {Error} where the process for it cannot be started
   */
  transform(input: TransformInput): Promise<Transformed>;
  /** Ends the processes; the next transform starts new ones. */
  stop(): void;
};

/** So that a slow expression of one subscription does not hold up the only one there is. */
const MOST_PROCESSES = 2;

/** Evaluates transforms in processes that are started when there is first something to do, and replaced when they end. */
export function createTransformer(options: EvaluatorOptions): Transformer {
  const idle: Evaluator[] = [];
  const waiting: ((evaluator: Evaluator) => void)[] = [];
  let busy = 0;

  function take(): Promise<Evaluator> {
    const found = idle.pop();
    if (!found && busy === MOST_PROCESSES) return new Promise((resolve) => waiting.push(resolve));
    busy++;
    return Promise.resolve(found?.isAlive() ? found : startEvaluator(options));
  }

  function giveBack(evaluator: Evaluator): void {
    const next = waiting.shift();
    if (next) return next(evaluator.isAlive() ? evaluator : startEvaluator(options));
    busy--;
    if (evaluator.isAlive()) idle.push(evaluator);
  }

  return {
    async transform(input) {
      const evaluator = await take();
      try {
        return await evaluator.evaluate(input);
      } finally {
        giveBack(evaluator);
      }
    },
    stop: () => {
      for (const evaluator of idle.splice(0)) evaluator.stop();
    },
  };
}
