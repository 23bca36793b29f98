import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';

/**
 * Starts one stack for all e2e stories, as a person would (`npm start`), in the stage whose days are seconds. A stack
 * that WEBHOOKS_CONNECTION already names is used instead, and left alone.
 */
export async function globalSetup(): Promise<void> {
  if (process.env['WEBHOOKS_CONNECTION']) return;
  directory = mkdtempSync(join(tmpdir(), 'webhooks-test-'));
  stack = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'demo/start.ts', '--no-demo', '--stage', 'test'],
    {
      env: { ...process.env, LOCAL_DATA_DIR: directory, LOCAL_API_PORT: '0', LOCAL_AWS_PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await isReady(stack);
  process.env['WEBHOOKS_CONNECTION'] = join(directory, 'connection.json');
}

export async function globalTeardown(): Promise<void> {
  if (!stack) return;
  stack.kill('SIGINT');
  await once(stack, 'exit');
  rmSync(directory, { recursive: true, force: true });
}

let stack: ChildProcess | undefined;
let directory = '';

function isReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (/^ready in /m.test(output)) resolve();
    });
    child.once('exit', (code) =>
      reject(new Error(`The stack ended with ${code} before it was ready:\n${output}`)),
    );
  });
}
