import { randomUUID } from 'node:crypto';
import type { ResourceType } from '../cloudformation/resource-type.ts';
import type { Context } from '../context.ts';
import type { Operation, Operations } from '../endpoint/operation.ts';
import { archiveOperations } from './archive/archive-operations.ts';
import { createRetentionWorker } from './archive/retention-worker.ts';
import { busOperations } from './bus/bus-operations.ts';
import { createBusRegistry } from './bus/bus-registry.ts';
import { permissionOperations } from './bus/permission-operations.ts';
import { resourceTypes } from './cloudformation/resource-types.ts';
import { putEvents } from './event/put-events.ts';
import { replayOperations } from './replay/replay-operations.ts';
import { createReplayStore } from './replay/replay-store.ts';
import { createReplayWorker } from './replay/replay-worker.ts';
import { ruleOperations } from './rule/rule-operations.ts';
import { targetOperations } from './rule/target-operations.ts';
import { testEventPattern } from './rule/test-event-pattern.ts';
import { runWorkers } from './run-workers.ts';
import { createScheduler } from './schedule/scheduler.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import type { Neighbours } from './neighbours.ts';
import type { Core } from './core.ts';
import { createTables } from './tables.ts';
import { tagOperations } from './tag/tag-operations.ts';
import { createTags } from './tag/tags.ts';
import { createInvocationWorker } from './target/invocation-worker.ts';

export type EventBridge = {
  readonly operations: Operations;
  readonly resourceTypes: readonly ResourceType[];
  /** From now on schedules fire, replays run and functions are invoked, what was left over at the last stop first. */
  start(): void;
  /** Takes nothing new and waits for what is being done. */
  stop(): Promise<void>;
};

/** The embedded EventBridge: the classic buses with rules, targets, archives, replays and schedules. */
export function createEventBridge(
  context: Context,
  neighbours: Neighbours,
  options: { readonly limits?: Partial<Limits>; readonly newId?: () => string } = {},
): EventBridge {
  createTables(context.database);
  const core: Core = {
    context,
    neighbours,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    newId: options.newId ?? randomUUID,
    buses: createBusRegistry(context),
    inserts: {
      archivedEvent: context.database.prepare(
        'INSERT INTO evb_archived_events (archive, time, stored_at, size, envelope) VALUES (?, ?, ?, ?, ?)',
      ),
      invocation: context.database.prepare(
        'INSERT INTO evb_invocations (next_at, attempts, record) VALUES (?, 0, ?)',
      ),
    },
  };
  const tags = createTags(context);
  const replays = createReplayStore(context.database);
  const loop = runWorkers(context, [
    createInvocationWorker(core),
    createScheduler(core),
    createReplayWorker(core, replays),
    createRetentionWorker(core),
  ]);
  const operations = waking(
    {
      ...busOperations(core, tags),
      ...permissionOperations(core),
      ...ruleOperations(core, tags),
      ...targetOperations(core),
      ...tagOperations(core, tags),
      ...archiveOperations(core),
      ...replayOperations(core, replays),
      TestEventPattern: testEventPattern(core),
      PutEvents: putEvents(core),
    },
    ['PutEvents', 'StartReplay', 'CancelReplay', 'PutRule', 'EnableRule'],
    loop.wake,
  );
  return {
    operations,
    resourceTypes: resourceTypes(core, operations),
    start: loop.start,
    stop: loop.stop,
  };
}

/** Operations after which there may be work to do. */
function waking(operations: Operations, names: readonly string[], wake: () => void): Operations {
  const wakes = (operation: Operation): Operation => ({
    access: (input) => operation.access(input),
    run(input, caller, signal) {
      const answer = operation.run(input, caller, signal);
      wake();
      return answer;
    },
  });
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      names.includes(name) ? wakes(operation) : operation,
    ]),
  );
}
