import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectDirectory } from '../project-files.ts';

const KINDS = new Set(['behaved', 'refused', 'ours', 'AWS only']);
const document = readFileSync(join(projectDirectory, 'docs/aws-rules.md'), 'utf8');
const rows = document.split('\n').filter((line) => line.startsWith('| ') && line.includes('**'));

test('every rule of AWS cites its page and says how it is held', () => {
  assert.ok(rows.length > 50, `only ${rows.length} rules were found`);
  for (const row of rows) {
    assert.match(row, /\(\[AWS\]\(https:\/\/docs\.aws\.amazon\.com\/[^)]+\)\) +\| \*\*/, row);
    for (const [, kind = ''] of row.matchAll(/\*\*([^*]+)\*\*/g)) assert.ok(KINDS.has(kind), row);
  }
});

test('every test and check that the map of AWS’s rules names is there', () => {
  const missing = rows.flatMap((row) =>
    heldBy(row).flatMap(({ path, names }) => {
      const text = readFileSync(join(projectDirectory, 'docs', path), 'utf8');
      return names.filter((name) => !text.includes(name)).map((name) => `${path} has no "${name}"`);
    }),
  );
  assert.deepEqual(missing, []);
});

function heldBy(row: string): { path: string; names: string[] }[] {
  return [...row.matchAll(/\*\*[^*]+\*\* \[[^\]]+\]\(([^)]+)\): ((?:`[^`]+`(?:, )?)+)/g)].map(
    ([, path = '', names = '']) => ({
      path,
      names: [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    }),
  );
}
