import { setImmediate } from 'node:timers/promises';
import { transaction } from '../../storage/transaction.ts';
import { oldestKept } from '../archive/retention-worker.ts';
import type { Envelope } from '../event/envelope.ts';
import { routeEvent } from '../event/route-event.ts';
import type { Core } from '../core.ts';
import type { Worker } from '../worker.ts';
import type { Replay, ReplayStore } from './replay-store.ts';

/**
 * Carries replays out in the order of the events' times. Each batch and the place it reached are one commit, so a
 * replay that was cut off goes on behind its last event and sends none twice.
 */
export function createReplayWorker(core: Core, replays: ReplayStore): Worker {
  return {
    async runDue() {
      for (let active = replays.active(); active.length > 0; active = replays.active())
        for (const { name } of active) {
          transaction(core.context.database, () => advance(core, replays, name));
          // Other requests come between the batches.
          await setImmediate();
        }
    },
    nextAt: () => (replays.active().length > 0 ? core.context.now() : undefined),
  };
}

const BATCH = 100;

function advance(core: Core, replays: ReplayStore, name: string): void {
  const replay = replays.get(name);
  if (!replay) return;
  const endedAt = core.context.now();
  if (replay.state === 'CANCELLING') return replays.put({ ...replay, state: 'CANCELLED', endedAt });
  const archive = core.buses.archive(replay.archive);
  const bus = archive && core.buses.get(archive.record.bus);
  if (!bus)
    return replays.put({
      ...replay,
      state: 'FAILED',
      stateReason: 'Its archive or event bus was deleted.',
      endedAt,
    });
  const events = nextEvents(core, replay, oldestKept(archive, endedAt) ?? 0);
  const onlyRules = replay.filterArns && new Set(replay.filterArns);
  for (const { envelope } of events)
    routeEvent(core, bus, { ...envelope, replayName: replay.name }, { onlyRules });
  const last = events.at(-1) ?? replay.last;
  const place = last && { time: last.time, sequence: last.sequence };
  return replays.put(
    events.length < BATCH
      ? { ...replay, last: place, state: 'COMPLETED', endedAt }
      : { ...replay, last: place, state: 'RUNNING' },
  );
}

function nextEvents(core: Core, replay: Replay, oldest: number) {
  const { time, sequence } = replay.last ?? { time: replay.eventStartTime, sequence: -1 };
  return core.context.database
    .prepare(
      `SELECT time, sequence, envelope FROM evb_archived_events
       WHERE archive = ? AND (time, sequence) > (?, ?) AND time <= ? AND stored_at >= ? ORDER BY time, sequence LIMIT ?`,
    )
    .all(replay.archive, time, sequence, replay.eventEndTime, oldest, BATCH)
    .map((row) => ({
      time: Number(row['time']),
      sequence: Number(row['sequence']),
      envelope: JSON.parse(String(row['envelope'])) as Envelope,
    }));
}
