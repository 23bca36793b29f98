import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

/** What a program on this machine needs to use the running platform: `connection.json` in the data directory. */
export type Connection = {
  readonly api_url: string;
  /** Null while this release serves no console. */
  readonly console_url: string | null;
  readonly aws_endpoint_url: string;
  readonly region: string;
  readonly event_bus_name: string;
  readonly admin_key: string;
  readonly account_id: string;
  readonly account_key: string;
};

/**
 * Reads the connection that the last start wrote, or undefined when there was none.
 * @throws {StartError} when the file is not what a start writes.
 */
export function readConnection(dataDirectory: string): Connection | undefined {
  const path = connectionPath(dataDirectory);
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (hasAccount(read)) return read;
    throw new Error('it names no account_id and account_key');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new StartError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}. ` +
        'Remove that file: the next start makes a new key for the demo account.',
      { cause: error },
    );
  }
}

/** Replaces the file in one step, readable by its owner alone, because it holds keys. */
export function writeConnection(dataDirectory: string, connection: Connection): void {
  const path = connectionPath(dataDirectory);
  writeFileSync(`${path}.new`, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

export function connectionPath(dataDirectory: string): string {
  return join(dataDirectory, 'connection.json');
}

function hasAccount(read: unknown): read is Connection {
  if (typeof read !== 'object' || read === null) return false;
  const { account_id: id, account_key: key } = read as Partial<Connection>;
  return typeof id === 'string' && typeof key === 'string';
}
