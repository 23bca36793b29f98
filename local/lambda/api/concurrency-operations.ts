import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operation, Operations } from '../../endpoint/operation.ts';
import { checkReservation } from '../function/check-reservation.ts';
import type { FunctionConfiguration } from '../function/function-configuration.ts';
import { functionName } from '../function/function-name.ts';
import { functionAccess } from './function-access.ts';
import type { Core } from '../core.ts';

/** Reserving concurrency by hand, which stops a function with 0; what the template says holds again at the next start. */
export function concurrencyOperations(core: Core): Operations {
  const { functions } = core;
  const changing = (action: string, run: (found: FunctionConfiguration, input: JsonObject) => JsonObject) =>
    ({
      access: (input) => [functionAccess(core, action, input['FunctionName'])],
      run: (input) => run(functions.get(functionName(input['FunctionName'], '$LATEST')), input),
    }) satisfies Operation;
  return {
    PutFunctionConcurrency: changing('lambda:PutFunctionConcurrency', (found, input) => {
      const reservedConcurrency = reservation(input['ReservedConcurrentExecutions']);
      const reserved = { ...found, reservedConcurrency };
      checkReservation(core, reserved);
      functions.put(reserved);
      return { ReservedConcurrentExecutions: reservedConcurrency };
    }),
    DeleteFunctionConcurrency: changing('lambda:DeleteFunctionConcurrency', (found) => {
      const { reservedConcurrency: _, ...unreserved } = found;
      functions.put(unreserved);
      return {};
    }),
  };
}

function reservation(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new AwsError(
    'InvalidParameterValueException',
    `ReservedConcurrentExecutions is ${JSON.stringify(value)}; it must be a whole number from 0.`,
  );
}
