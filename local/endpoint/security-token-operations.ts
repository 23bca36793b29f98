import { callerName } from '../iam/session-arn.ts';
import type { Operations } from './operation.ts';

/** STS as far as `aws sts get-caller-identity` goes: who the embedded AWS takes the caller for. */
export function securityTokenOperations(accountId: string): Operations {
  return {
    GetCallerIdentity: {
      access: () => [],
      run: (_input, caller) => {
        const arn = callerName(caller);
        return { Arn: arn, UserId: arn.slice(arn.lastIndexOf(':') + 1), Account: accountId };
      },
    },
  };
}
