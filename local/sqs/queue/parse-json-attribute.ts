import { sqsError } from '../sqs-error.ts';

/**
 * Reads an attribute whose value is a JSON object.
 * @throws {AwsError} `InvalidParameterValue`
 */
export function parseJsonAttribute(name: string, text: string): Record<string, unknown> {
  const value = parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw sqsError(
    'InvalidParameterValue',
    `Value ${text} for parameter ${name} is invalid. Reason: It must be a JSON object.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
