/** Why the platform could not start, as one sentence for the person who started it; printed without a stack. */
export class StartError extends Error {
  readonly code = 'start_failed';

  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'StartError';
  }
}
