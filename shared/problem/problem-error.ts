import type { FieldError } from './field-error.ts';
import type { ProblemCode } from './problems.ts';

/** A caller's fault: what the API answers as a problem document with the status of its code. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  /** The fields at fault, where the fault lies in fields. */
  readonly errors: readonly FieldError[];
  /** What the answer's headers have to say besides, as `allow`. */
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail what was wrong, the value got, what is allowed and what to do, in sentences */
  constructor(
    code: ProblemCode,
    detail: string,
    more: {
      readonly errors?: readonly FieldError[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(detail);
    this.name = 'ProblemError';
    this.code = code;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}
