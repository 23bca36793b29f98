import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownValue } from '../../../../shared/problem/shown-value.ts';

test('a short value is shown as it is, a long text by its beginning, and anything else by its kind', () => {
  for (const value of ['text', 7, true, null, undefined]) assert.equal(shownValue(value), value);
  assert.equal(shownValue('x'.repeat(201)), `${'x'.repeat(200)}...`);
  assert.equal(shownValue([1, 2]), 'an array of 2');
  assert.equal(shownValue({ a: 1 }), 'an object');
});

test('a number beyond what a double holds is named, where JSON would show null', () => {
  assert.equal(shownValue(JSON.parse('1e999')), 'Infinity');
  assert.equal(shownValue(JSON.parse('-1e999')), '-Infinity');
});
