import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { problems } from '../../../shared/problem/problems.ts';

const text = readFileSync(join(import.meta.dirname, '../../../docs/api.md'), 'utf8');

test('the table of refusals in docs/api.md has every code with its status, and no other', () => {
  const rows = [...text.matchAll(/^\| (\d{3}) +\| `(\w+)` +\| \S/gm)];
  const documented = rows.map(([, status, code]) => `${status} ${code}`);
  const known = Object.entries(problems).map(([code, { status }]) => `${status} ${code}`);
  assert.deepEqual(documented.toSorted(), known.toSorted());
});
