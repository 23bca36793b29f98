import type { Parameters } from '../parameters.ts';
import { sqsError } from '../sqs-error.ts';

export const VISIBILITY_PARAMETERS = ['ReceiptHandle', 'VisibilityTimeout'];

/** @throws {AwsError} `MissingParameter`, `InvalidParameterValue` */
export function readVisibilityChange(parameters: Parameters): { handle: string; seconds: number } {
  const handle = parameters.required('ReceiptHandle');
  const seconds = parameters.integer('VisibilityTimeout', 0, 43_200);
  if (seconds === undefined)
    throw sqsError('MissingParameter', 'The request must contain the parameter VisibilityTimeout.');
  return { handle, seconds };
}
