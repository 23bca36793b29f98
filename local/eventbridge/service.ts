import type { StatementSync } from 'node:sqlite';
import type { Context } from '../context.ts';
import type { Operations } from '../endpoint/operation.ts';
import type { Caller } from '../iam/caller.ts';
import type { BusRegistry } from './bus/bus-registry.ts';

/** What every part of the embedded EventBridge works with. */
export type Service = {
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

/** The services that targets belong to. */
export type Neighbours = {
  readonly sqs: Operations;
  /** Invokes a function asynchronously, once its resource policy has let the caller in. */
  invokeFunction(functionArn: string, payload: unknown, caller: Caller): Promise<void>;
};

/** The account's quotas. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export type Limits = {
  readonly rulesPerBus: number;
  readonly targetsPerRule: number;
  readonly wildcardRulesPerBus: number;
  /** In characters. */
  readonly patternLength: number;
  readonly concurrentReplays: number;
  readonly busesPerAccount: number;
};

export const DEFAULT_LIMITS: Limits = {
  rulesPerBus: 300,
  targetsPerRule: 5,
  wildcardRulesPerBus: 30,
  patternLength: 2048,
  concurrentReplays: 10,
  busesPerAccount: 100,
};
