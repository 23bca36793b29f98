import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { claimDataDirectory } from '../../../demo/claim-data-directory.ts';

const root = mkdtempSync(join(tmpdir(), 'claim-'));
after(() => rmSync(root, { recursive: true }));

test('a directory that is missing is made, for its owner alone', () => {
  const directory = join(root, 'new', 'deep');
  claimDataDirectory(directory)();
  assert.equal(statSync(directory).mode & 0o777, 0o700);
});

test('rejects a second claim while the first holds, naming its process', () => {
  const directory = join(root, 'twice');
  const release = claimDataDirectory(directory);
  try {
    assert.throws(() => claimDataDirectory(directory), {
      name: 'StartError',
      message: new RegExp(
        `^${directory} is in use by another npm start \\(process ${process.pid}\\).*LOCAL_DATA_DIR`,
      ),
    });
  } finally {
    release();
  }
});

test('a released directory can be claimed again', () => {
  const directory = join(root, 'again');
  claimDataDirectory(directory)();
  claimDataDirectory(directory)();
});

test('a killed process leaves no claim behind', async () => {
  const directory = join(root, 'killed');
  const module = new URL('../../../demo/claim-data-directory.ts', import.meta.url).href;
  const code = `import { claimDataDirectory } from ${JSON.stringify(module)};
    claimDataDirectory(${JSON.stringify(directory)}); console.log('claimed'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  assert.throws(() => claimDataDirectory(directory), new RegExp(`process ${child.pid}`));
  child.kill('SIGKILL');
  await ended;
  claimDataDirectory(directory)();
});

test('rejects a path that is a file, saying which variable chooses another', () => {
  const path = join(root, 'file');
  writeFileSync(path, '');
  assert.throws(() => claimDataDirectory(path), {
    name: 'StartError',
    message: new RegExp(`^The data directory ${path} cannot be used: .*LOCAL_DATA_DIR`),
  });
});
