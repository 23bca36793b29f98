import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryAfterToMs } from '../../../../shared/retry/retry-after.ts';

const NOW = Date.UTC(2026, 0, 1);

const CASES: readonly (readonly [value: string, ms: number | undefined])[] = [
  ['120', 120_000],
  [' 0 ', 0],
  ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
  ['Thursday, 01-Jan-26 00:01:00 GMT', 60_000],
  ['Thu, 01 Jan 2020 00:00:00 GMT', 0],
  ['soon', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['', undefined],
  ['2026-01-01T00:00:00Z', undefined],
];

for (const [value, ms] of CASES)
  test(`Retry-After "${value}" means ${ms === undefined ? 'nothing' : `${ms} ms`}`, () => {
    assert.equal(retryAfterToMs(value, NOW), ms);
  });
