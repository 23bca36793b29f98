import type { JsonObject } from '../endpoint/operation.ts';
import { readEnum } from './input.ts';
import { validationError } from './validation-error.ts';

/** Sizes of item collections are not kept. @throws {AwsError} ValidationException */
export function refuseCollectionMetrics(input: JsonObject): void {
  if (readEnum(input, 'ReturnItemCollectionMetrics', ['SIZE', 'NONE']) === 'SIZE')
    throw validationError(
      'The embedded DynamoDB does not emulate ReturnItemCollectionMetrics SIZE: leave it out or set it to NONE.',
    );
}
