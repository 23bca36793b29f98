/** What is stored cannot be opened although its key is there: it was altered, or moved from another row. */
export class UnreadableSealError extends Error {
  readonly code = 'seal_unreadable';

  /** @param context what it was to be opened as; neither secret nor payload */
  constructor(context: string, reason: string, cause?: unknown) {
    super(
      `What is stored for ${context} cannot be opened: ${reason}. Restore the row, or delete it and what it belongs to.`,
      { cause },
    );
    this.name = 'UnreadableSealError';
  }
}
