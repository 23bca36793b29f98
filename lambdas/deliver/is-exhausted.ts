import type { HandledRecord } from './handled-record.ts';

/** Whether a record's delivery was given up just now; a dead letter that is only put back was counted before. */
export function isExhausted({ decided, handled }: HandledRecord): boolean {
  if (handled.deadLettered !== true) return false;
  return (
    decided.do === 'attempt' || (decided.do === 'dead-letter' && decided.delivery?.status === 'retrying')
  );
}
