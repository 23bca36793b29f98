import type { DecidedAttempt } from './decided-record.ts';

/** Whether an attempt is no retry: the first of all, or of a redrive, resend or replay. */
export function isFirstOfRound({ number, attemptsBeforeRound }: DecidedAttempt): boolean {
  return number === attemptsBeforeRound + 1;
}
