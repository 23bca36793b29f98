import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { claimDataDirectory } from '../../../demo/claim-data-directory.ts';

const root = mkdtempSync(join(tmpdir(), 'start-'));
after(() => rmSync(root, { recursive: true }));
const entryPoint = fileURLToPath(new URL('../../../demo/start.ts', import.meta.url));

/** Starts the platform in a way that has to fail, and returns its exit code and all that it said. */
function startAndFail(args: string[], environment: NodeJS.ProcessEnv) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entryPoint, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning', ...environment },
    timeout: 20_000,
  });
  return { status, said: stdout + stderr };
}

test('fails with one sentence and no stack when an option is unknown', () => {
  const { status, said } = startAndFail(['--fast'], { LOCAL_DATA_DIR: join(root, 'unused') });
  assert.equal(status, 1);
  assert.match(said, /^The arguments are not understood, got "--fast": .*\n$/);
});

test('fails with one sentence and no stack when the data directory is a file', () => {
  const path = join(root, 'file');
  writeFileSync(path, '');
  const { status, said } = startAndFail([], { LOCAL_DATA_DIR: path });
  assert.equal(status, 1);
  assert.match(said, /^The data directory .* cannot be used: .*\n$/);
});

test('fails with one sentence and no stack while another start has the data directory', () => {
  const directory = join(root, 'taken');
  const release = claimDataDirectory(directory);
  try {
    const { status, said } = startAndFail([], { LOCAL_DATA_DIR: directory });
    assert.equal(status, 1);
    assert.match(said, /^.* is in use by another npm start \(process \d+\): .*\n$/);
  } finally {
    release();
  }
});
