import type { ProblemError } from './problem-error.ts';
import { refusedFields } from './refused-fields.ts';

/**
 * The refusal of one field that only turns out wrong beside others or what is stored.
 * @param got what came; left out for what may be secret
 */
export function invalidField(field: string, allowed: string, got?: unknown): ProblemError {
  return refusedFields([{ field, ...(got !== undefined && { got }), allowed }]);
}
