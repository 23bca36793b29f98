import type { Sent } from './send-attempt.ts';

/** An attempt that had nothing to send, because the subscription's transform could make nothing of the message. */
export function unsent(errorDetail: string, at: number): Omit<Sent, 'requestHeaders'> {
  const outcome = { kind: 'permanent', errorCode: 'transform_failed', errorDetail } as const;
  return { outcome, startedAt: at, endedAt: at };
}
