/** How one invocation ended. A function that failed is a result too: its payload is the error. */
export type InvocationResult = {
  readonly requestId: string;
  /** JSON text of at most 6 MB: what the handler returned, or `{ errorType, errorMessage, trace }`. */
  readonly payload: string;
  /** Set when the function threw, timed out or died. */
  readonly functionError?: 'Unhandled';
  readonly executedVersion: '$LATEST';
  /** The invocation's log, when it was asked for. */
  readonly log?: string;
};
