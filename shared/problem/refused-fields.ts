import type { FieldError } from './field-error.ts';
import { ProblemError } from './problem-error.ts';

/** The refusal of fields, or of query parameters: `timeout_seconds is 31: a whole number from 1 to 30.` */
export function refusedFields(
  errors: readonly FieldError[],
  code: 'invalid_fields' | 'invalid_query' = 'invalid_fields',
): ProblemError {
  return new ProblemError(code, errors.map(inWords).join(' '), { errors });
}

function inWords({ field, got, allowed }: FieldError): string {
  return `${field}${got === undefined ? '' : ` is ${JSON.stringify(got)}`}: ${allowed}.`;
}
