import type { StatementSync } from 'node:sqlite';
import type { Context } from '../context.ts';
import type { BusRegistry } from './bus/bus-registry.ts';
import type { Limits } from './limits.ts';
import type { Neighbours } from './neighbours.ts';

/** What every part of the embedded EventBridge works with. */
export type Core = {
  readonly context: Context;
  readonly neighbours: Neighbours;
  readonly limits: Limits;
  readonly newId: () => string;
  readonly buses: BusRegistry;
  /** Kept ready because every event may need them. */
  readonly inserts: {
    /** archive, time, stored at, size, envelope */
    readonly archivedEvent: StatementSync;
    /** next at, record */
    readonly invocation: StatementSync;
  };
};
