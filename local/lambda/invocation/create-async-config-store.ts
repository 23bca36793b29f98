import type { Context } from '../../context.ts';

/** How a function's asynchronous invocations are retried and where failed events go. */
export type AsyncConfig = {
  /** 0 to 2. */
  readonly maximumRetryAttempts: number;
  /** 60 to 21,600. */
  readonly maximumEventAgeSeconds: number;
  /** ARN of the queue that gets a record of each event that failed for good. */
  readonly onFailureArn?: string;
};

export type AsyncConfigStore = {
  /** Lambda's defaults where nothing is set. */
  of(functionName: string): AsyncConfig;
  put(functionName: string, config: AsyncConfig): void;
  remove(functionName: string): void;
};

export const DEFAULT_ASYNC_CONFIG: AsyncConfig = { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 };

export function createAsyncConfigStore({ database }: Context): AsyncConfigStore {
  database.exec(
    'CREATE TABLE IF NOT EXISTS lambda_async_configs (function_name TEXT PRIMARY KEY, config TEXT NOT NULL) STRICT',
  );
  const insert = database.prepare('INSERT OR REPLACE INTO lambda_async_configs VALUES (?, ?)');
  const erase = database.prepare('DELETE FROM lambda_async_configs WHERE function_name = ?');
  const read = database.prepare('SELECT config FROM lambda_async_configs WHERE function_name = ?');
  return {
    of: (functionName) => {
      const row = read.get(functionName);
      return row ? (JSON.parse(String(row['config'])) as AsyncConfig) : DEFAULT_ASYNC_CONFIG;
    },
    put: (functionName, config) => void insert.run(functionName, JSON.stringify(config)),
    remove: (functionName) => void erase.run(functionName),
  };
}
