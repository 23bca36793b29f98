import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { parseFields } from '../../../../shared/problem/parse-fields.ts';
import { ProblemError } from '../../../../shared/problem/problem-error.ts';
import { strictObject } from '../../../../shared/problem/strict-object.ts';
import { wholeNumber } from '../../../../shared/problem/whole-number.ts';

const schema = strictObject({
  delays: z.array(wholeNumber(1, 9, 's'), 'an array of delays'),
  inner: z.optional(strictObject({ secret: z.string('a secret text') })),
});

function refusalOf(value: unknown): ProblemError {
  try {
    parseFields(schema, value);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  return assert.fail('the value was not refused');
}

test('a value that fits comes back as its schema reads it', () => {
  assert.deepEqual(parseFields(schema, { delays: [1, 9] }), { delays: [1, 9] });
});

test('rejects every fault at once, each once, in words and as data', () => {
  const { errors, message } = refusalOf({ delays: [0, 1, 'x'], more: 1, inner: {} });
  assert.deepEqual(errors, [
    { field: 'delays[0]', got: 0, allowed: 'a whole number from 1 to 9 s' },
    { field: 'delays[2]', got: 'x', allowed: 'a whole number from 1 to 9 s' },
    { field: 'inner.secret', allowed: 'a secret text' },
    { field: 'more', allowed: 'one of delays, inner' },
  ]);
  assert.match(message, /delays\[0\] is 0: a whole number from 1 to 9 s\./);
});

test('rejects long and nested values without repeating them, and secrets not at all', () => {
  const { errors } = refusalOf({ delays: 'x'.repeat(1_000), inner: { secret: 7 } });
  assert.deepEqual(errors, [
    { field: 'delays', got: `${'x'.repeat(200)}...`, allowed: 'an array of delays' },
    { field: 'inner.secret', allowed: 'a secret text' },
  ]);
  assert.equal(refusalOf({ delays: [{ a: 1 }] }).errors[0]?.got, 'an object');
});

test('rejects a value that is no object as a whole', () => {
  assert.deepEqual(refusalOf([1]).errors, [
    { field: '(body)', got: 'an array of 1', allowed: 'an object with delays, inner' },
  ]);
});
