import { AwsError } from '../../endpoint/aws-error.ts';
import type { FunctionConfiguration } from '../function/function-configuration.ts';

/** Counts invocations that run, against each function's reserved concurrency and the account's. */
export type Concurrency = {
  /**
   * Takes one place and returns what gives it back.
   * @throws {AwsError} `TooManyRequestsException`
   */
  enter(configuration: FunctionConfiguration): () => void;
  /** How many run, by the names of the functions that run at all. */
  running(): ReadonlyMap<string, number>;
};

export function createConcurrency(
  accountConcurrency: number,
  functions: () => readonly FunctionConfiguration[],
): Concurrency {
  const running = new Map<string, number>();
  let unreserved = 0;

  function enter({ functionName, reservedConcurrency }: FunctionConfiguration): () => void {
    const now = running.get(functionName) ?? 0;
    if (reservedConcurrency !== undefined && now >= reservedConcurrency)
      throw tooMany('ReservedFunctionConcurrentInvocationLimitExceeded');
    if (reservedConcurrency === undefined && unreserved >= accountConcurrency - reservedTotal())
      throw tooMany('ConcurrentInvocationLimitExceeded');
    running.set(functionName, now + 1);
    if (reservedConcurrency === undefined) unreserved += 1;
    return () => {
      running.set(functionName, (running.get(functionName) ?? 1) - 1);
      if (reservedConcurrency === undefined) unreserved -= 1;
    };
  }

  function reservedTotal(): number {
    return functions().reduce((sum, { reservedConcurrency }) => sum + (reservedConcurrency ?? 0), 0);
  }

  return { enter, running: () => new Map([...running].filter(([, count]) => count > 0)) };
}

function tooMany(reason: string): AwsError {
  return new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: reason, Type: 'User' });
}
