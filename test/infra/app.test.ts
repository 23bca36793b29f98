import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

const root = join(import.meta.dirname, '../..');
const outdir = mkdtempSync(join(tmpdir(), 'webhooks-app-'));

after(() => rmSync(outdir, { recursive: true }));

describe('the app, run directly', () => {
  it('writes the assembly of the stage in STAGE to CDK_OUTDIR', () => {
    const { status, stderr } = synthesize({ STAGE: 'local' });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.match(template(), /"webhooks-local-deliver"/);
    assert.match(template(), /"ADDRESS_RULES": "any"/);
  });

  it('takes the stage of the command line first, and puts it under the deployed address rules for LOCAL_STRICT', () => {
    synthesize({ STAGE: 'prod', CDK_CONTEXT_JSON: '{"stage":"local"}', LOCAL_STRICT: '1' });
    assert.match(template(), /"webhooks-local-deliver"/);
    assert.match(template(), /"ADDRESS_RULES": "public"/);
    assert.doesNotMatch(template(), /"ADDRESS_RULES": "any"/);
  });

  it('fails with one sentence for a stage that does not exist', () => {
    const { status, stderr } = synthesize({ STAGE: 'prdo' });
    assert.equal(status, 1);
    assert.match(stderr, /There is no stage "prdo"; allowed are prod, dev, local, test/);
  });
});

function synthesize(environment: Record<string, string>) {
  return spawnSync(process.execPath, [join(root, 'infra/app.ts')], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], CDK_OUTDIR: outdir, ...environment },
  });
}

function template(): string {
  return readFileSync(join(outdir, 'Webhooks.template.json'), 'utf8');
}
