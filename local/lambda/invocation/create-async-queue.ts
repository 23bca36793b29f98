import { randomUUID } from 'node:crypto';
import type { Context } from '../../context.ts';
import { AwsError } from '../../endpoint/aws-error.ts';
import type { FunctionRegistry } from '../function/create-function-registry.ts';
import type { InvocationResult } from './invocation-result.ts';
import type { Invoker } from './create-invoker.ts';
import type { AsyncConfigStore } from './create-async-config-store.ts';

/** Lambda's own queue for asynchronous invocations: durable, at least once, with two retries by default. */
export type AsyncQueue = {
  /** Keeps the event; it is in the database when this returns, or with the transaction that is open. */
  add(functionName: string, payload: string): void;
  start(): void;
  /** Starts nothing more and resolves when what runs has ended. */
  stop(): Promise<void>;
};

export type AsyncQueueOptions = {
  readonly functions: FunctionRegistry;
  readonly invoker: Invoker;
  readonly configs: AsyncConfigStore;
  /** Where an event goes that no attempt could serve. */
  readonly onDropped: (dropped: DroppedEvent) => void;
  /** The wait before each retry after a function's error. */
  readonly retryDelaysMs: readonly number[];
};

export type DroppedEvent = {
  readonly functionName: string;
  readonly requestId: string;
  readonly payload: string;
  readonly attempts: number;
  readonly condition: 'RetriesExhausted' | 'EventAgeExceeded';
  /** The last attempt's result, where there was one. */
  readonly result?: InvocationResult;
  readonly reason: string;
};

const MOST_AT_ONCE = 100;
const THROTTLE_BASE_MS = 1000;
const THROTTLE_MOST_MS = 300_000;

type Row = {
  id: string;
  function_name: string;
  payload: string;
  attempts: number;
  throttles: number;
  received_at: number;
};

export function createAsyncQueue(context: Context, options: AsyncQueueOptions): AsyncQueue {
  const { database } = context;
  database.exec(
    `CREATE TABLE IF NOT EXISTS lambda_async_events (
       id TEXT PRIMARY KEY, function_name TEXT NOT NULL, payload TEXT NOT NULL, attempts INTEGER NOT NULL,
       throttles INTEGER NOT NULL, received_at INTEGER NOT NULL, due_at INTEGER NOT NULL) STRICT;
     CREATE INDEX IF NOT EXISTS lambda_async_events_due ON lambda_async_events (due_at);`,
  );
  const insert = database.prepare('INSERT INTO lambda_async_events VALUES (?, ?, ?, 0, 0, ?, ?)');
  const erase = database.prepare('DELETE FROM lambda_async_events WHERE id = ?');
  const postpone = database.prepare(
    'UPDATE lambda_async_events SET attempts = ?, throttles = ?, due_at = ? WHERE id = ?',
  );
  const due = database.prepare('SELECT * FROM lambda_async_events WHERE due_at <= ? ORDER BY due_at LIMIT ?');
  const next = database.prepare('SELECT min(due_at) AS at FROM lambda_async_events WHERE due_at > ?');
  const running = new Map<string, Promise<void>>();
  let isStarted = false;
  let isWoken = false;
  let timer: NodeJS.Timeout | undefined;

  /** Runs after the caller's transaction: what was rolled back is not there to be found. */
  function wake() {
    if (!isStarted || isWoken) return;
    isWoken = true;
    setImmediate(() => {
      isWoken = false;
      pump();
    });
  }

  function pump() {
    clearTimeout(timer);
    if (!isStarted) return;
    const now = context.now();
    const rows = due.all(now, MOST_AT_ONCE + running.size) as Row[];
    for (const row of rows) {
      if (running.size >= MOST_AT_ONCE) return;
      if (running.has(row.id)) continue;
      const attempt = serve(row).finally(() => {
        running.delete(row.id);
        wake();
      });
      running.set(row.id, attempt);
    }
    const at = next.get(now)?.['at'];
    if (typeof at === 'number') timer = setTimeout(pump, Math.min(Math.max(at - now, 1), 60_000));
  }

  async function serve(row: Row): Promise<void> {
    try {
      const { id: requestId, function_name: functionName, payload } = row;
      const result = await options.invoker.run({ functionName, payload, requestId });
      if (result.functionError) return failed(row, result);
      erase.run(row.id);
    } catch (error) {
      refused(row, error);
    }
  }

  function failed(row: Row, result: InvocationResult) {
    const { maximumRetryAttempts, maximumEventAgeSeconds } = options.configs.of(row.function_name);
    const attempts = row.attempts + 1;
    const delayMs = options.retryDelaysMs[Math.min(attempts, options.retryDelaysMs.length) - 1] ?? 0;
    const dueAt = context.now() + delayMs;
    if (attempts > maximumRetryAttempts)
      return drop(row, { attempts, condition: 'RetriesExhausted', result });
    if (dueAt - row.received_at > maximumEventAgeSeconds * 1000)
      return drop(row, { attempts, condition: 'EventAgeExceeded', result });
    postpone.run(attempts, row.throttles, dueAt, row.id);
  }

  /** No attempt was made. A throttled event waits longer each time and uses up no retry. */
  function refused(row: Row, error: unknown) {
    if (!isStarted) return;
    const sentence = error instanceof Error ? error.message : String(error);
    if (!(error instanceof AwsError))
      context.warn(`An asynchronous invocation of ${row.function_name}: ${sentence}`);
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException')
      return drop(row, { attempts: row.attempts, condition: 'RetriesExhausted', reason: sentence });
    const waitMs = Math.min(THROTTLE_BASE_MS * 2 ** Math.min(row.throttles, 20), THROTTLE_MOST_MS);
    const ageMs = context.now() + waitMs - row.received_at;
    if (ageMs > options.configs.of(row.function_name).maximumEventAgeSeconds * 1000)
      return drop(row, { attempts: row.attempts, condition: 'EventAgeExceeded', reason: sentence });
    postpone.run(row.attempts, row.throttles + 1, context.now() + waitMs, row.id);
  }

  function drop(
    row: Row,
    end: Pick<DroppedEvent, 'attempts' | 'condition'> & { result?: InvocationResult; reason?: string },
  ) {
    options.onDropped({
      functionName: row.function_name,
      requestId: row.id,
      payload: row.payload,
      reason: end.reason ?? end.result?.payload ?? '',
      ...end,
    });
    erase.run(row.id);
  }

  return {
    add: (functionName, payload) => {
      const now = context.now();
      insert.run(randomUUID(), functionName, payload, now, now);
      wake();
    },
    start: () => {
      isStarted = true;
      wake();
    },
    stop: async () => {
      isStarted = false;
      clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}
