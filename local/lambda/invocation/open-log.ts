import type { Context } from '../../context.ts';
import { AwsError } from '../../endpoint/aws-error.ts';
import type { FunctionConfiguration } from '../function/function-configuration.ts';

/**
 * Asks, once per worker and under the function's role, for what writing its log needs. On AWS a role without it
 * has a function that runs and leaves no trace, so here its lines are dropped too, with a warning.
 */
export function openLog(
  context: Context,
  configuration: FunctionConfiguration,
  logStream: string,
): { readonly isOpen: boolean } {
  const resource =
    `arn:aws:logs:${context.region}:${context.accountId}:log-group:${configuration.logGroup}` +
    `:log-stream:${logStream}`;
  try {
    for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents'])
      context.authorize({ kind: 'role', arn: configuration.role }, { action, resource });
    return { isOpen: true };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    context.warn(`The log of function ${configuration.functionName} is dropped: ${error.message}`);
    return { isOpen: false };
  }
}
