/** Work that is due at times, kept in the database so that it goes on after a restart. */
export type Worker = {
  /** Does what is due now. */
  runDue(): Promise<void> | void;
  /** When there is something to do next, in milliseconds of the context's clock; `undefined` for nothing. */
  nextAt(): number | undefined;
};
