import type { Core } from '../core.ts';
import type { Worker } from '../worker.ts';
import type { Archive } from './archive.ts';

/** Removes archived events that are older than their archive keeps them, once an hour. */
export function createRetentionWorker(core: Core): Worker {
  const { context } = core;
  let nextAt = 0;
  const remove = context.database.prepare(
    'DELETE FROM evb_archived_events WHERE archive = ? AND stored_at < ?',
  );
  return {
    runDue() {
      nextAt = context.now() + HOUR_MS;
      for (const archive of core.buses.archives()) {
        const oldest = oldestKept(archive, context.now());
        if (oldest !== undefined) remove.run(archive.name, oldest);
      }
    },
    nextAt: () => nextAt,
  };
}

/** The time before which an archive keeps nothing; `undefined` when it keeps everything. */
export function oldestKept({ record }: Archive, now: number): number | undefined {
  return record.retentionDays === 0 ? undefined : now - record.retentionDays * DAY_MS;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
