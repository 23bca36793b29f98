import { AwsError } from '../../endpoint/aws-error.ts';
import type { FunctionRegistry } from './create-function-registry.ts';
import type { FunctionConfiguration } from './function-configuration.ts';

/** What functions without a reservation always keep. */
const LEAST_UNRESERVED = 100;

/** @throws {AwsError} `InvalidParameterValueException` for a reservation that leaves too little to the others. */
export function checkReservation(
  account: { readonly functions: FunctionRegistry; readonly accountConcurrency: number },
  { functionName, reservedConcurrency }: FunctionConfiguration,
): void {
  if (reservedConcurrency === undefined) return;
  const others = account.functions
    .list()
    .filter((each) => each.functionName !== functionName)
    .reduce((sum, each) => sum + (each.reservedConcurrency ?? 0), 0);
  if (account.accountConcurrency - others - reservedConcurrency >= LEAST_UNRESERVED) return;
  throw new AwsError(
    'InvalidParameterValueException',
    `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${LEAST_UNRESERVED}].`,
  );
}
