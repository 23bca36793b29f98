import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Bench, Row } from './bench.ts';
import { quantile } from './quantile.ts';

const RUNS = 5;

type Start = {
  /** From the command to the line that says ready. */
  readonly totalMs: number;
  /** `synth 1.7 s, boot 0.1 s, ...` in milliseconds by name. */
  readonly parts: Readonly<Record<string, number>>;
};

export const startUp: Bench = {
  name: 'start-up',
  question: `From \`npm start\` to "ready", installed, median of ${RUNS}; the aim is 6 s.`,
  async run() {
    const fresh: Start[] = [];
    const again: Start[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const directory = mkdtempSync(join(tmpdir(), 'bench-start-'));
      fresh.push(await start(directory));
      again.push(await start(directory));
      rmSync(directory, { recursive: true });
    }
    return [row('empty data directory, with the demo', fresh), row('kept data directory', again)];
  },
};

/** Starts as a person would in a terminal, and stops by Ctrl-C, which reaches the whole process group. */
async function start(directory: string): Promise<Start> {
  const started = performance.now();
  const child = spawn('npm', ['start', '--silent'], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, LOCAL_DATA_DIR: directory, LOCAL_API_PORT: '0', LOCAL_AWS_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const exited = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    const parts = /^ready in [\d.]+ s: (.*)/.exec(line)?.[1];
    if (parts === undefined) continue;
    const totalMs = performance.now() - started;
    child.stdout.resume();
    process.kill(-(child.pid ?? 0), 'SIGINT');
    await exited;
    return { totalMs, parts: parseParts(parts) };
  }
  throw new Error('npm start ended before it was ready: run it by hand to see why.');
}

function parseParts(text: string): Record<string, number> {
  return Object.fromEntries(
    text.matchAll(/(\w+) ([\d.]+) s/g).map(([, name = '', seconds]) => [name, Number(seconds) * 1000]),
  );
}

function row(what: string, starts: readonly Start[]): Row {
  const part = (name: string) => median(starts.map(({ parts }) => parts[name] ?? 0));
  const rest = starts.map(({ totalMs, parts }) => totalMs - Object.values(parts).reduce((a, b) => a + b, 0));
  return {
    start: what,
    total: median(starts.map(({ totalMs }) => totalMs)),
    slowest: `${(Math.max(...starts.map(({ totalMs }) => totalMs)) / 1000).toFixed(1)} s`,
    synth: part('synth'),
    boot: part('boot'),
    account: part('account'),
    demo: part('demo'),
    'npm, Node, imports': median(rest),
  };
}

function median(milliseconds: readonly number[]): string {
  return `${(quantile(milliseconds, 0.5) / 1000).toFixed(1)} s`;
}
