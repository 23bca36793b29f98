import type { SweepDurations } from './create-sweep.ts';
import type { ReconcileEnvironment } from './environment.ts';

export function sweepDurationsFrom(environment: ReconcileEnvironment): SweepDurations {
  return {
    intervalMs: Number(environment.SWEEP_INTERVAL_SECONDS) * 1_000,
    orphanGraceMs: Number(environment.ORPHAN_GRACE_SECONDS) * 1_000,
    overdueMs: Number(environment.OVERDUE_SECONDS) * 1_000,
    // As deliver has it: by then the function that claimed the attempt has ended.
    claimMs: Number(environment.VISIBILITY_TIMEOUT_SECONDS) * 1_000,
  };
}
