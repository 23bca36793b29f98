import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTime } from '../../../../shared/problem/is-time.ts';

test('a time in RFC 3339 is one, in any offset and with up to nine digits of a second', () => {
  for (const text of [
    '2026-01-31T12:00:00Z',
    '2024-02-29t23:59:59.123456789z',
    '0001-01-01T00:00:00Z',
    '2026-12-31T23:59:59+05:30',
    '2000-02-29T00:00:00-11:59',
  ])
    assert.ok(isTime(text), text);
});

test('a day that no month has, a 24th hour and other forms are none', () => {
  for (const text of [
    '2026-02-31T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T12:60:00Z',
    '2026-01-31T12:00:00',
    '2026-01-31',
    '2026-01-31 12:00:00Z',
    '1700000000',
    '',
  ])
    assert.ok(!isTime(text), text);
});
