import type { Attempt, DeliveryState } from './delivery.ts';

/** The record of a claimed attempt that never ended: its function died or was broken off. */
export function interruptedAttempt(delivery: DeliveryState): Attempt {
  const startedAt = delivery.claimedAt ?? delivery.lastAttemptAt;
  const { attempts: number, round } = delivery;
  return { number, round, startedAt, durationMs: 0, outcome: 'retryable', errorCode: 'interrupted' };
}
