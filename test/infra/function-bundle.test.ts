import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { bundleFunctions } from '../../infra/function-bundle.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'webhooks-bundle-'));
  for (const verb of ['api', 'deliver', 'reconcile']) writeSource(verb, answering(verb));
});

afterEach(() => rmSync(root, { recursive: true }));

describe('the bundle of the functions', () => {
  it('holds for each function one module that exports its handler, and nothing else', async () => {
    bundle();
    for (const verb of ['api', 'deliver', 'reconcile']) {
      const directory = join(root, 'out', 'functions', verb);
      assert.deepEqual(readdirSync(directory).toSorted(), ['index.mjs', 'index.mjs.map']);
      const module = (await import(pathToFileURL(join(directory, 'index.mjs')).href)) as {
        handler(): string;
      };
      assert.equal(module.handler(), verb);
    }
    assert.ok(existsSync(join(root, 'out', 'functions.meta.json')));
    assert.deepEqual(readdirSync(join(root, 'out')).toSorted(), ['functions', 'functions.meta.json']);
  });

  it('gives CommonJS dependencies the require they call', async () => {
    writeFileSync(join(root, 'dependency.cjs'), "exports.sep = require('node:path').sep;");
    writeSource('api', "import { sep } from '../../dependency.cjs'; export const handler = () => sep;");
    bundle();
    const path = join(root, 'out', 'functions', 'api', 'index.mjs');
    const module = (await import(`${pathToFileURL(path).href}?commonjs`)) as { handler(): string };
    assert.equal(module.handler(), join('/'));
  });

  it('leaves a file alone whose content stays the same, so that a build beside it can read it', () => {
    bundle();
    const path = join(root, 'out', 'functions', 'api', 'index.mjs');
    const before = statSync(path, { bigint: true });
    writeSource('deliver', answering('changed'));
    bundle();
    assert.equal(statSync(path, { bigint: true }).ino, before.ino);
    assert.equal(statSync(path, { bigint: true }).mtimeNs, before.mtimeNs);
  });

  it('removes what an earlier build left behind', () => {
    bundle();
    const leftover = join(root, 'out', 'functions', 'api', 'chunk.mjs');
    writeFileSync(leftover, 'export {};');
    bundle();
    assert.ok(!existsSync(leftover));
  });

  it('fails naming the function whose source is missing', () => {
    rmSync(join(root, 'lambdas', 'deliver'), { recursive: true });
    assert.throws(bundle, /function "deliver" cannot be bundled.*index\.ts/);
  });
});

function bundle() {
  return bundleFunctions({
    sourceDirectory: join(root, 'lambdas'),
    outputDirectory: join(root, 'out'),
  });
}

function writeSource(verb: string, text: string): void {
  mkdirSync(join(root, 'lambdas', verb), { recursive: true });
  writeFileSync(join(root, 'lambdas', verb, 'index.ts'), text);
}

function answering(verb: string): string {
  return `export const handler = (): string => '${verb}';`;
}
