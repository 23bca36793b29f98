import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What `npm start` writes for programs that use the platform. */
export type Connection = {
  readonly api_url: string;
  readonly aws_endpoint_url: string;
  readonly region: string;
  readonly event_bus_name: string;
  readonly admin_key: string;
};

export type PlatformProcess = {
  /** Resolves when the platform takes requests. @throws {Error} with its output if it ended before. */
  ready(): Promise<Connection>;
  /** kill -9 of the process and of all that it started, at once; resolves when it is gone. */
  kill(): Promise<void>;
  /** As Ctrl-C does. @throws {Error} with its output unless it ends well. */
  stop(): Promise<void>;
};

/**
 * Starts the platform on a data directory as a person would, on free ports, in a process group of its own.
 * @param projectDirectory the release that is started. @default this one
 */
export function startPlatform(
  dataDirectory: string,
  projectDirectory = dirname(dirname(import.meta.dirname)),
): PlatformProcess {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'demo/start.ts', '--no-demo', '--stage', 'test'],
    {
      cwd: projectDirectory,
      env: { ...process.env, LOCAL_DATA_DIR: dataDirectory, LOCAL_API_PORT: '0', LOCAL_AWS_PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  const output = collect(child);
  const ended = once(child, 'exit');
  const isReady = seen(child, /^ready in /m);
  const signal = async (name: 'SIGKILL' | 'SIGINT', pid: number | undefined) => {
    if (child.exitCode === null && child.signalCode === null && pid !== undefined) process.kill(pid, name);
    await ended;
  };
  return {
    async ready() {
      const early = ended.then(() => 'ended' as const);
      if ((await Promise.race([isReady, early])) === 'ended')
        throw new Error(`The platform ended with ${child.exitCode ?? child.signalCode}:\n${output()}`);
      return JSON.parse(readFileSync(join(dataDirectory, 'connection.json'), 'utf8')) as Connection;
    },
    kill: () => signal('SIGKILL', child.pid && -child.pid),
    async stop() {
      await signal('SIGINT', child.pid);
      if (child.exitCode !== 0)
        throw new Error(
          `The platform did not stop well, ${child.exitCode ?? child.signalCode}:\n${output()}`,
        );
    },
  };
}

/** Enough of the end to see why a start failed. */
const KEPT_CHARACTERS = 10_000;

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('utf8')).slice(-KEPT_CHARACTERS);
    });
  return () => text;
}

function seen(child: ChildProcess, pattern: RegExp): Promise<'ready'> {
  return new Promise((resolve) => {
    let text = '';
    const read = (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (!pattern.test(text)) return;
      child.stdout?.off('data', read);
      resolve('ready');
    };
    child.stdout?.on('data', read);
  });
}
