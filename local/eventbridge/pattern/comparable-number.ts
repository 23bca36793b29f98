/**
 * A JSON number in millionths, or `undefined` beyond the documented range of five billion either way. Two numbers are
 * equal when their millionths are: 300, 300.0 and 3.0e2 are one number. Beyond the range only the text compares.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html numeric matching
 */
export function comparableNumber(source: string): number | undefined {
  const value = Number(source);
  if (!(Math.abs(value) <= LIMIT)) return undefined;
  // Adding 0 turns a negative zero into zero.
  return Math.round(value * 1e6) + 0;
}

const LIMIT = 5e9;
