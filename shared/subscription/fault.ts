/** What is wrong at one place inside a field's value. */
export type Fault = {
  /** From the field's own value, which is the empty path. */
  readonly path: readonly (string | number)[];
  readonly got: unknown;
  readonly allowed: string;
};
