import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type RunningPlatform = {
  readonly apiUrl: string;
  readonly awsEndpointUrl: string;
  readonly region: string;
  readonly eventBusName: string;
  readonly accountId: string;
  readonly accountKey: string;
  readonly adminKey: string;
  /** Processor time that its process has used, in milliseconds; `NaN` where the system does not tell. */
  processorMs(): number;
  /** Drains, ends the process and removes its data. */
  stop(): Promise<void>;
};

/** Starts the platform without the demo, in a process and a data directory of its own. */
export async function startPlatformProcess(nodeOptions: readonly string[] = []): Promise<RunningPlatform> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-platform-'));
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...nodeOptions, 'demo/start.ts', '--no-demo'],
    {
      cwd: join(import.meta.dirname, '..'),
      env: { ...process.env, LOCAL_DATA_DIR: directory, LOCAL_API_PORT: '0', LOCAL_AWS_PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) if (line.startsWith('ready in ')) break;
  if (child.exitCode !== null)
    throw new Error('The platform ended before it was ready; what it said is above.');
  child.stdout.resume();
  return {
    ...readConnection(directory),
    processorMs: () => processorMs(child.pid ?? 0),
    async stop() {
      child.kill('SIGINT');
      await exited;
      rmSync(directory, { recursive: true });
    },
  };
}

function readConnection(directory: string): Omit<RunningPlatform, 'stop' | 'processorMs'> {
  const read = JSON.parse(readFileSync(join(directory, 'connection.json'), 'utf8')) as Record<string, string>;
  const field = (name: string): string => {
    const value = read[name];
    if (value === undefined) throw new Error(`connection.json names no ${name}.`);
    return value;
  };
  return {
    apiUrl: field('api_url'),
    awsEndpointUrl: field('aws_endpoint_url'),
    region: field('region'),
    eventBusName: field('event_bus_name'),
    accountId: field('account_id'),
    accountKey: field('account_key'),
    adminKey: field('admin_key'),
  };
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html utime and stime, in hundredths of a second */
function processorMs(pid: number): number {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return Number.NaN;
  const text = readFileSync(path, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
