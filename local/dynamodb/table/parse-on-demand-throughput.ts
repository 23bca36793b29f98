import type { JsonObject } from '../../endpoint/operation.ts';
import { checkMembers, readInteger, readObject } from '../input.ts';
import { validationError } from '../validation-error.ts';
import type { OnDemandMaximum, TableDefinition } from './table-definition.ts';

/**
 * The `OnDemandThroughput` of a table: how many units a second may be consumed. -1 takes a maximum away, and one that is
 * not named stays.
 * @returns `undefined` where there is none
 * @throws {AwsError} ValidationException
 */
export function parseOnDemandThroughput(
  input: JsonObject,
  { billingMode, onDemandMaximum: had = {} }: Pick<TableDefinition, 'billingMode' | 'onDemandMaximum'>,
): OnDemandMaximum | undefined {
  const given = readObject(input, 'OnDemandThroughput');
  if (!given) return billingMode === 'PAY_PER_REQUEST' && Object.keys(had).length > 0 ? had : undefined;
  if (billingMode !== 'PAY_PER_REQUEST')
    throw validationError(
      'One or more parameter values were invalid: OnDemandThroughput can only be specified when BillingMode is PAY_PER_REQUEST',
    );
  checkMembers(given, ['MaxReadRequestUnits', 'MaxWriteRequestUnits']);
  const read = maximum(given, 'MaxReadRequestUnits', had.read);
  const write = maximum(given, 'MaxWriteRequestUnits', had.write);
  if (read === undefined && write === undefined) return undefined;
  return { ...(read !== undefined && { read }), ...(write !== undefined && { write }) };
}

function maximum(given: JsonObject, name: string, had: number | undefined): number | undefined {
  const value = readInteger(given, name, { least: -1 });
  if (value === 0)
    throw validationError(
      `One or more parameter values were invalid: ${name} is 0; it must be -1 or at least 1`,
    );
  if (value === undefined) return had;
  return value === -1 ? undefined : value;
}
