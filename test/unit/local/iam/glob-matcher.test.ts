import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as check, constantFrom, property } from 'fast-check';
import { globMatcher } from '../../../../local/iam/glob-matcher.ts';

const text = array(constantFrom('a', 'b', ':', '.')).map((letters) => letters.join(''));
const pattern = array(constantFrom('a', 'b', ':', '.', '*', '?')).map((letters) => letters.join(''));

test('a pattern matches what the regular expression of the same meaning matches', () => {
  check(
    property(pattern, text, (pattern, text) => {
      const source = pattern.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.');
      assert.equal(globMatcher(pattern)(text), new RegExp(`^${source}$`).test(text));
    }),
    { numRuns: 2000 },
  );
});

test('a pattern of many stars is answered at once', () => {
  const started = performance.now();
  assert.equal(globMatcher(`${'*a'.repeat(50)}b`)('a'.repeat(2000)), false);
  assert.ok(performance.now() - started < 1000);
});
