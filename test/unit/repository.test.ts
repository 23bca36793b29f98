import assert from 'node:assert/strict';
import { lstatSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { projectDirectory, projectFiles } from './project-files.ts';

const sources = projectFiles('**/*.{ts,js}');
const texts = [
  ...sources,
  ...projectFiles('**/*.{md,json,yml,yaml}'),
  ...projectFiles('{.*,.*/**}').filter(
    (path) => path !== '.git' && lstatSync(join(projectDirectory, path)).isFile(),
  ),
];

function read(path: string): string {
  return readFileSync(join(projectDirectory, path), 'utf8');
}

/** Every line that a pattern finds, as `path:line: text`. */
function found(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

test('the lock names no download addresses, and every package in it has a hash', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { resolved?: string; integrity?: string; inBundle?: boolean }>;
  };
  const installed = Object.entries(lock.packages).filter(([path]) => path !== '');
  assert.ok(installed.length > 20);
  for (const [path, { resolved, integrity, inBundle }] of installed) {
    assert.equal(resolved, undefined, `${path} names ${resolved}`);
    // What a package carries inside itself is covered by that package's hash.
    if (!inBundle) assert.match(integrity ?? '', /^sha512-/, `${path} has no hash`);
  }
});

test('every version in package.json is exact', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'])
    for (const [name, version] of Object.entries(manifest[kind] ?? {}))
      assert.match(version, /^\d+\.\d+\.\d+$/, `${name} is ${version}`);
});

test('no source file is over 250 lines, and no test over 400', () => {
  assert.ok(sources.length > 50, `only ${sources.length} files were found`);
  const long = sources
    .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
    .filter(({ path, lines }) => lines > (/^(test|bench)\//.test(path) ? 400 : 250))
    .map(({ path, lines }) => `${path} has ${lines} lines`);
  assert.deepEqual(long, []);
});

test('no folder or file is a drawer: a name that says nothing of what is inside', () => {
  const drawer = /(^|\/)(utils?|helpers?|common|misc|types|services|managers?)(\/|\.[a-z.]+$)/;
  assert.deepEqual(
    sources.filter((path) => drawer.test(path)),
    [],
  );
});

test('every source file has a kebab-case name', () => {
  assert.deepEqual(
    sources
      .map((path) => basename(path))
      .filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.(ts|js)$/.test(name)),
    [],
  );
});

test('no file names a path of the machine it was written on', () => {
  for (const path of ['.gitignore', 'CONTRIBUTING.md', 'package.json', 'bin/node24.js'])
    assert.ok(texts.includes(path), `${path} is not looked at`);
  const roots = ['work', 'farm', 'root', 'tmp/bash_jobs'];
  assert.deepEqual(found(texts, new RegExp(`(^|[^A-Za-z0-9.}_-])/(${roots.join('|')})/[a-z]`)), []);
});

test('nothing is left unfinished or muffled', () => {
  const pattern = /\b([T]ODO|[F]IXME|[X]XX)\b|@ts-([i]gnore|[e]xpect-error|[n]ocheck)|\.([o]nly|[s]kip)\(/;
  assert.deepEqual(found(sources, pattern), []);
});
