import type * as z from 'zod/mini';
import type { FieldError } from './field-error.ts';
import { pathToField } from './path-to-field.ts';
import { refusedFields } from './refused-fields.ts';
import { shownValue } from './shown-value.ts';

/**
 * The value as its schema reads it. The message of every schema says what is allowed.
 * @param code `invalid_query` for query parameters
 * @throws {ProblemError} naming every field at fault
 */
export function parseFields<T>(
  schema: z.ZodMiniType<T>,
  value: unknown,
  code: 'invalid_fields' | 'invalid_query' = 'invalid_fields',
): T {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const errors = distinct(result.error.issues.flatMap(issueToErrors));
  throw refusedFields(errors, code);
}

type Issue = z.core.$ZodIssue;

function issueToErrors(issue: Issue): readonly FieldError[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ field: pathToField([...issue.path, key]), allowed: issue.message }));
  const field = pathToField(issue.path);
  const allowed = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  if (issue.input === undefined || mayBeSecret(issue.path)) return [{ field, allowed }];
  return [{ field, got: shownValue(issue.input), allowed }];
}

/** Where a credential stands, or could have been put by mistake: it is not repeated. */
function mayBeSecret(path: readonly PropertyKey[]): boolean {
  const [first, last] = [path[0], path.at(-1)];
  if (first === 'authentication') return last !== 'token_url';
  return last === 'secret' || first === 'headers';
}

/** A value that breaks two rules of one field is one fault. */
function distinct(errors: readonly FieldError[]): readonly FieldError[] {
  return [...new Map(errors.map((error) => [`${error.field} ${error.allowed}`, error])).values()];
}
