import type { MiddlewareObj } from '@middy/core';
import type { ApiEvent } from '../api-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { refuseOverRate } from '../refuse-over-rate.ts';
import { requestState } from '../request-state.ts';

/** Holds accounts to their requests a second; who administers is not held up by what an account does. */
export function requestLimit(
  dependencies: Pick<Dependencies, 'limitsOf' | 'countUse'>,
): MiddlewareObj<ApiEvent> {
  return {
    async before({ event }) {
      const { caller } = requestState(event);
      if (!caller?.accountId || (caller.role !== 'manage' && caller.role !== 'read')) return;
      await refuseOverRate(dependencies, caller.accountId, 'requests');
    },
  };
}
