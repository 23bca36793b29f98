/** What is wrong with one field of a request. */
export type FieldError = {
  /** Where it is: `retry_policy.schedule_seconds[2]`. */
  readonly field: string;
  /** The value that came, shortened; left out where none came, where the name itself is unknown, and for secrets. */
  readonly got?: unknown;
  /** What may stand there: `1 to 43200 s`. */
  readonly allowed: string;
};
