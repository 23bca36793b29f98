import type { Dependencies } from './dependencies.ts';
import { type Invocation, invokeAndWait } from './invoke-and-wait.ts';

type Options = Invocation & { readonly log: Dependencies['log'] };

/**
 * Has the reconcile function make one subscription true, and waits at most ten seconds. A failure is logged and no
 * more: the row is stored and marked, and the next tick makes it true.
 */
export function createReconcile(options: Options): Dependencies['reconcile'] {
  return async (accountId, subscriptionId) => {
    const ids = { account_id: accountId, subscription_id: subscriptionId };
    const reason = await invokeAndWait(options, ids);
    if (reason !== undefined)
      options.log({ level: 'WARN', message: 'subscription is left to the next tick', ...ids, reason });
  };
}
