import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { Dependencies } from './dependencies.ts';

/** How long a request waits for its subscription to be made true, in milliseconds. */
const WAIT_MS = 10_000;

/**
 * Has the reconcile function make one subscription true, and waits at most ten seconds. A failure is logged and no
 * more: the row is stored and marked, and the next tick makes it true.
 */
export function createReconcile(options: {
  readonly lambda: LambdaClient;
  readonly functionName: string;
  readonly log: Dependencies['log'];
  /** @default ten seconds */
  readonly waitMs?: number;
}): Dependencies['reconcile'] {
  const { lambda, functionName, log, waitMs = WAIT_MS } = options;
  return async (accountId, subscriptionId) => {
    const warn = (reason: string) =>
      log({
        level: 'WARN',
        message: 'subscription is left to the next tick',
        account_id: accountId,
        subscription_id: subscriptionId,
        reason,
      });
    try {
      const { FunctionError, Payload } = await lambda.send(
        new InvokeCommand({
          FunctionName: functionName,
          Payload: Buffer.from(JSON.stringify({ account_id: accountId, subscription_id: subscriptionId })),
        }),
        { abortSignal: AbortSignal.timeout(waitMs) },
      );
      if (FunctionError)
        warn(
          `${FunctionError}: ${Buffer.from(Payload ?? [])
            .toString('utf8')
            .slice(0, 500)}`,
        );
    } catch (error) {
      warn(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    }
  };
}
