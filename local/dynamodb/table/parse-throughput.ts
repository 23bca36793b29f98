import type { JsonObject } from '../../endpoint/operation.ts';
import { checkMembers, readInteger, readObject, required } from '../input.ts';
import { validationError } from '../validation-error.ts';
import type { TableDefinition, Throughput } from './table-definition.ts';

/**
 * The `ProvisionedThroughput` of a table or an index. It is kept and shown, and nothing is throttled by it.
 * @throws {AwsError} ValidationException unless it is there exactly when the billing mode needs it.
 */
export function parseThroughput(
  input: JsonObject,
  billingMode: TableDefinition['billingMode'],
): Throughput | undefined {
  const given = readObject(input, 'ProvisionedThroughput');
  if (billingMode === 'PAY_PER_REQUEST') {
    if (!given) return undefined;
    throw validationError(
      'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (!given)
    throw validationError(
      'One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  checkMembers(given, ['ReadCapacityUnits', 'WriteCapacityUnits']);
  return {
    read: required(readInteger(given, 'ReadCapacityUnits', { least: 1 }), 'ReadCapacityUnits'),
    write: required(readInteger(given, 'WriteCapacityUnits', { least: 1 }), 'WriteCapacityUnits'),
  };
}
