import { decimalToText, parseDecimal } from './decimal.ts';

/** Already as DynamoDB would answer it: most numbers are, and then need no parsing. */
const PLAIN_INTEGER = /^(?:0|-?[1-9]\d{0,37})$/;

/**
 * The text of a number as DynamoDB stores it: `1.50` becomes `1.5`, `1e2` becomes `100`.
 * @throws {AwsError} ValidationException
 */
export function normalizeNumber(text: string): string {
  return PLAIN_INTEGER.test(text) ? text : decimalToText(parseDecimal(text));
}
