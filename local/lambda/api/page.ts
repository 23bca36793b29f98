import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject } from '../../endpoint/operation.ts';

/**
 * One page of a list, as Lambda pages: `MaxItems` at most, and a `NextMarker` while there is more.
 * @param most the service's own largest page.
 * @throws {AwsError} `InvalidParameterValueException`
 */
export function page<T>(items: readonly T[], input: JsonObject, most: number) {
  const size = input['MaxItems'] === undefined ? most : Number(input['MaxItems']);
  if (!Number.isInteger(size) || size < 1 || size > 10_000)
    throw new AwsError(
      'InvalidParameterValueException',
      `MaxItems is ${JSON.stringify(input['MaxItems'])}; it must be a whole number from 1 to 10000.`,
    );
  const from = offsetOf(input['Marker']);
  const to = from + Math.min(size, most);
  return {
    items: items.slice(from, to),
    ...(to < items.length ? { NextMarker: Buffer.from(String(to)).toString('base64url') } : {}),
  };
}

function offsetOf(marker: unknown): number {
  if (marker === undefined) return 0;
  const offset = typeof marker === 'string' ? Number(Buffer.from(marker, 'base64url').toString('utf8')) : NaN;
  if (Number.isInteger(offset) && offset >= 0) return offset;
  throw new AwsError(
    'InvalidParameterValueException',
    `Marker is ${JSON.stringify(marker)}; it must be the NextMarker of an earlier answer.`,
  );
}
