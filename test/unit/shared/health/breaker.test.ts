import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breakerAfterFailure, breakerGate } from '../../../../shared/health/breaker.ts';

const NOW = 1_000_000;
const durations = { firstCooldownMs: 60_000, longestCooldownMs: 1_800_000, disableAfterMs: 432_000_000 };

test('a breaker that never opened is closed', () => {
  assert.deepEqual(breakerGate({}, NOW, 0), { gate: 'closed' });
  assert.deepEqual(breakerGate({ failuresInRow: 9, failingSince: 1 }, NOW, 0), { gate: 'closed' });
});

test('nine failures in a row leave it closed and the tenth opens it for the first cool-down', () => {
  assert.equal(breakerAfterFailure({ failuresInRow: 9, failingSince: 1 }, NOW, durations), undefined);
  assert.deepEqual(breakerAfterFailure({ failuresInRow: 10, failingSince: 1 }, NOW, durations), {
    breakerOpenUntil: NOW + 60_000,
    breakerCooldownMs: 60_000,
  });
});

test('a probe that fails doubles the cool-down, up to the longest', () => {
  const halfOpen = { failuresInRow: 11, failingSince: 1, breakerOpenUntil: NOW };
  assert.deepEqual(breakerAfterFailure({ ...halfOpen, breakerCooldownMs: 60_000 }, NOW, durations), {
    breakerOpenUntil: NOW + 120_000,
    breakerCooldownMs: 120_000,
  });
  assert.deepEqual(breakerAfterFailure({ ...halfOpen, breakerCooldownMs: 1_000_000 }, NOW, durations), {
    breakerOpenUntil: NOW + 1_800_000,
    breakerCooldownMs: 1_800_000,
  });
});

test('attempts that end while it is open change nothing', () => {
  const open = { failuresInRow: 30, failingSince: 1, breakerOpenUntil: NOW + 1, breakerCooldownMs: 60_000 };
  assert.equal(breakerAfterFailure(open, NOW, durations), undefined);
});

test('while it is open and while a probe is under way everything else is hidden', () => {
  const open = { breakerOpenUntil: NOW + 5, breakerCooldownMs: 100 };
  assert.deepEqual(breakerGate(open, NOW, 0), { gate: 'open', hideUntil: NOW + 5 });
  assert.deepEqual(breakerGate(open, NOW, 1), { gate: 'open', hideUntil: NOW + 25 });
  assert.deepEqual(breakerGate({ ...open, probeUntil: NOW + 50 }, NOW + 5, 0), {
    gate: 'open',
    hideUntil: NOW + 50,
  });
  assert.deepEqual(breakerGate({ ...open, probeUntil: NOW + 5 }, NOW + 5, 0), { gate: 'half-open' });
});
