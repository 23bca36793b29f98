import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { jsonFault } from '../../lambdas/api/json-fault.ts';

const text = fc.oneof(
  fc.json(),
  // JSON with a few characters cut out and put in.
  fc.tuple(fc.json(), fc.nat(), fc.nat(3), fc.string({ maxLength: 2 })).map(([json, at, cut, put]) => {
    const from = at % (json.length + 1);
    return json.slice(0, from) + put + json.slice(from + cut);
  }),
  fc
    .array(fc.constantFrom(...'{}[]":,\\ \n\t0123.eE+-truefalsn'.split('')), { maxLength: 12 })
    .map((chars) => chars.join('')),
);

test('a text has a fault exactly where JSON.parse refuses it', () => {
  fc.assert(
    fc.property(text, (json) => {
      assert.equal(jsonFault(json) === undefined, isJson(json));
    }),
    { numRuns: 5_000 },
  );
});

function isJson(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
