import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuseMassRemoval } from '../../../../shared/sweep/refuse-mass-removal.ts';

for (const [orphans, existing] of [
  [0, 0],
  [1, 1],
  [10, 1],
  [300, 300],
] as const)
  test(`${orphans} orphans beside ${existing} rows may be removed`, () => {
    assert.doesNotThrow(() => refuseMassRemoval({ orphans, existing }));
  });

for (const [orphans, existing] of [
  [1, 0],
  [11, 10],
  [300, 299],
] as const)
  test(`rejects to remove ${orphans} orphans beside ${existing} rows`, () => {
    assert.throws(() => refuseMassRemoval({ orphans, existing }), /nothing is removed.*docs\/restore\.md/);
  });
