import type { FieldError } from './field-error.ts';
import type { ProblemError } from './problem-error.ts';
import { problems } from './problems.ts';

/**
 * The body of a refusal.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export type ProblemDocument = {
  /** A name for the kind of problem, one for each code. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The id of the request, as in the log. */
  readonly instance: string;
  /** What programs decide by. */
  readonly code: string;
  readonly errors?: readonly FieldError[];
};

/** The problem document of a fault in the request with this id. */
export function problemDocument(error: ProblemError, requestId: string): ProblemDocument {
  const { status, title } = problems[error.code];
  return {
    type: `urn:freyavoice-webhooks:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    instance: requestId,
    code: error.code,
    ...(error.errors.length > 0 && { errors: error.errors }),
  };
}
