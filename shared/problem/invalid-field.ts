import { ProblemError } from './problem-error.ts';

/** The refusal of one field that only turns out wrong beside others or what is stored; its value is not repeated. */
export function invalidField(field: string, allowed: string): ProblemError {
  return new ProblemError('invalid_fields', `${field}: ${allowed}.`, { errors: [{ field, allowed }] });
}
