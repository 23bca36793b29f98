import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { synthesize } from '../../../demo/synthesize.ts';

const projectDirectory = mkdtempSync(join(tmpdir(), 'synthesize-'));
after(() => rmSync(projectDirectory, { recursive: true }));

function run(source: string, options: { strict?: boolean; signal?: AbortSignal } = {}) {
  writeFileSync(join(projectDirectory, 'app.ts'), source);
  return synthesize({
    app: 'app.ts',
    projectDirectory,
    outputDirectory: join(projectDirectory, 'out'),
    stage: 'test',
    strict: options.strict ?? false,
    signal: options.signal ?? new AbortController().signal,
  });
}

const writesItsEnvironment = `import { writeFileSync } from 'node:fs';
  const { STAGE, LOCAL_STRICT, CDK_OUTDIR } = process.env;
  writeFileSync('environment.json', JSON.stringify({ STAGE, LOCAL_STRICT, CDK_OUTDIR }));`;

function environmentSeen(): unknown {
  return JSON.parse(readFileSync(join(projectDirectory, 'environment.json'), 'utf8'));
}

test('the app runs for the stage asked for and is told where to leave the assembly', async () => {
  await run(writesItsEnvironment);
  assert.deepEqual(environmentSeen(), { STAGE: 'test', CDK_OUTDIR: join(projectDirectory, 'out') });
});

test('strict asks the app for the deployed address rules', async () => {
  await run(writesItsEnvironment, { strict: true });
  assert.deepEqual(environmentSeen(), {
    STAGE: 'test',
    LOCAL_STRICT: '1',
    CDK_OUTDIR: join(projectDirectory, 'out'),
  });
});

test('fails with what the app printed when it fails', async () => {
  await assert.rejects(run(`console.error('queue name is too long'); process.exit(3);`), {
    name: 'StartError',
    message: /app\.ts:\nqueue name is too long$/,
  });
});

test('an abort ends the app', async () => {
  await assert.rejects(run('setInterval(() => {}, 1000);', { signal: AbortSignal.timeout(50) }), {
    name: 'AbortError',
  });
});
