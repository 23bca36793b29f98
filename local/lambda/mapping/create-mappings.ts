import { randomUUID } from 'node:crypto';
import type { Context } from '../../context.ts';
import { AwsError } from '../../endpoint/aws-error.ts';
import type { EventSourceMapping, MappingSettings, MappingState } from './event-source-mapping.ts';
import { createMappingStore } from './create-mapping-store.ts';
import { startPoller } from './start-poller.ts';
import type { Poller, PollerOptions } from './start-poller.ts';

/** The life of event source mappings: every change is accepted at once and takes effect a little later. */
export type Mappings = {
  create(
    mapping: Pick<EventSourceMapping, 'eventSourceArn' | 'functionName' | 'tags'> & MappingSettings,
  ): EventSourceMapping;
  /** @throws {AwsError} `ResourceNotFoundException` */
  get(uuid: string): EventSourceMapping;
  find(uuid: string): EventSourceMapping | undefined;
  list(): readonly EventSourceMapping[];
  /** @throws {AwsError} `ResourceNotFoundException`, `ResourceInUseException` while an earlier change is in transition. */
  update(
    uuid: string,
    change: MappingSettings & Pick<EventSourceMapping, 'functionName'>,
  ): EventSourceMapping;
  /** @throws {AwsError} as `update` */
  remove(uuid: string): EventSourceMapping;
  tag(uuid: string, tags: Readonly<Record<string, string>>): void;
  /** Resolves when the mapping is in no transition. */
  settled(uuid: string): Promise<void>;
  /** Finishes transitions that a stop has cut short and begins polling. */
  start(): void;
  /** Receives nothing more and resolves when the batches in flight have ended. */
  stop(): Promise<void>;
};

export type MappingsOptions = Omit<PollerOptions, 'mapping' | 'onProblem'> & {
  /** How long a change is in transition. */
  readonly transitionMs: number;
};

const SETTLED: ReadonlySet<MappingState> = new Set(['Enabled', 'Disabled']);

export function createMappings(context: Context, options: MappingsOptions): Mappings {
  const store = createMappingStore(context);
  const pollers = new Map<string, Poller>();
  const leaving = new Set<Promise<void>>();
  const transitions = new Map<string, { readonly done: Promise<void>; readonly timer: NodeJS.Timeout }>();
  let isStarted = false;

  function get(uuid: string): EventSourceMapping {
    const found = store.find(uuid);
    if (found) return found;
    throw new AwsError(
      'ResourceNotFoundException',
      `The resource you requested does not exist: event source mapping ${uuid}.`,
      404,
      {
        Type: 'User',
      },
    );
  }

  function settledOne(uuid: string): EventSourceMapping {
    const mapping = get(uuid);
    if (SETTLED.has(mapping.state)) return mapping;
    throw new AwsError(
      'ResourceInUseException',
      `Cannot update the event source mapping because it is in use: ${uuid} is ${mapping.state}. Try again when it is Enabled or Disabled.`,
      400,
      { Type: 'User' },
    );
  }

  /** Writes the change, and its end a little later. */
  function change(mapping: EventSourceMapping): EventSourceMapping {
    const changed = { ...mapping, stateTransitionReason: 'USER_INITIATED', lastModified: context.now() };
    store.put(changed);
    if (!changed.isEnabled || changed.state === 'Deleting') stopPolling(changed.uuid);
    finishLater(changed.uuid);
    return changed;
  }

  function finishLater(uuid: string) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      transitions.delete(uuid);
      finish(uuid);
      resolve();
    }, options.transitionMs);
    transitions.set(uuid, { done: promise, timer });
  }

  function finish(uuid: string) {
    const mapping = store.find(uuid);
    if (!mapping) return;
    if (mapping.state === 'Deleting') return store.remove(uuid);
    const { problem: _, ...rest } = mapping;
    store.put({ ...rest, state: mapping.isEnabled ? 'Enabled' : 'Disabled' });
    stopPolling(uuid);
    startPolling(uuid);
  }

  function startPolling(uuid: string) {
    const mapping = store.find(uuid);
    if (!isStarted || mapping?.state !== 'Enabled') return;
    pollers.set(
      uuid,
      startPoller(context, { ...options, mapping, onProblem: (problem) => noteProblem(uuid, problem) }),
    );
  }

  function stopPolling(uuid: string) {
    const stopped = pollers.get(uuid)?.stop();
    if (!stopped) return;
    pollers.delete(uuid);
    const gone = stopped.finally(() => leaving.delete(gone));
    leaving.add(gone);
  }

  function noteProblem(uuid: string, problem: string | undefined) {
    // What a stop breaks off says nothing about the mapping.
    if (!isStarted) return;
    const mapping = store.find(uuid);
    if (!mapping || mapping.problem === problem) return;
    const { problem: _, ...rest } = mapping;
    store.put(problem === undefined ? rest : { ...rest, problem });
    if (problem !== undefined)
      context.warn(
        `The event source mapping of ${mapping.eventSourceArn} to ${mapping.functionName} does not work: ${problem}`,
      );
  }

  return {
    create: (mapping) =>
      change({
        ...mapping,
        uuid: randomUUID(),
        state: 'Creating',
        stateTransitionReason: '',
        lastModified: 0,
      }),
    get,
    find: store.find,
    list: store.list,
    update: (uuid, patch) => {
      const before = settledOne(uuid);
      // A setting that the change no longer has must not live on.
      const { maximumConcurrency: _, ...rest } = before;
      const after = { ...rest, ...patch };
      const toggled = after.isEnabled ? 'Enabling' : 'Disabling';
      return change({ ...after, state: after.isEnabled === before.isEnabled ? 'Updating' : toggled });
    },
    remove: (uuid) => change({ ...settledOne(uuid), state: 'Deleting' }),
    tag: (uuid, tags) => store.put({ ...get(uuid), tags }),
    settled: async (uuid) => transitions.get(uuid)?.done,
    start: () => {
      isStarted = true;
      for (const { uuid, state } of store.list())
        if (SETTLED.has(state)) startPolling(uuid);
        else if (!transitions.has(uuid)) finishLater(uuid);
    },
    stop: async () => {
      isStarted = false;
      for (const { timer } of transitions.values()) clearTimeout(timer);
      for (const uuid of pollers.keys()) stopPolling(uuid);
      await Promise.all(leaving);
    },
  };
}
