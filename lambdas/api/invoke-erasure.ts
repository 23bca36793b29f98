import type { Dependencies } from './dependencies.ts';
import { type Invocation, invokeAndWait } from './invoke-and-wait.ts';

type Options = Invocation & { readonly log: Dependencies['log'] };

/**
 * Has the reconcile function go on with the erasure of an account, and waits at most ten seconds. A failure is logged and
 * no more: the next tick goes on.
 */
export function createErase(options: Options): Dependencies['erase'] {
  return async (accountId) => {
    const reason = await invokeAndWait(options, { erase: { account_id: accountId } });
    if (reason !== undefined)
      options.log({
        level: 'WARN',
        message: 'erasure is left to the next tick',
        account_id: accountId,
        reason,
      });
  };
}
