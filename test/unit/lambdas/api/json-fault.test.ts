import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonFault } from '../../../../lambdas/api/json-fault.ts';

test('a fault is named by its place and by what could stand there', () => {
  for (const [text, position, line, column, expected] of [
    ['', 0, 1, 1, 'a value'],
    ['{"a": tru}', 6, 1, 7, 'a value'],
    ['{"a": 1,\n  }', 11, 2, 3, 'a name in double quotes'],
    ["{'a': 1}", 1, 1, 2, 'a name in double quotes or }'],
    ['{"a" 1}', 5, 1, 6, 'a colon'],
    ['{"a": 1 "b": 2}', 8, 1, 9, 'a comma or }'],
    ['[1 2]', 3, 1, 4, 'a comma or ]'],
    ['[1,]', 3, 1, 4, 'a value'],
    ['[', 1, 1, 2, 'a value or ]'],
    ['{} x', 3, 1, 4, 'the end'],
    ['"abc', 4, 1, 5, 'the closing quote of a string'],
    ['"a\\x"', 2, 1, 3, 'an escape such as \\n or \\u000a'],
    ['"a\nb"', 2, 1, 3, 'no bare control character inside a string (write it as \\n or \\u000a)'],
    ['01', 1, 1, 2, 'the end'],
  ] as const)
    assert.deepEqual(jsonFault(text), { position, line, column, expected }, text);
});

test('JSON has no fault, however long its strings and deep its levels', () => {
  for (const text of ['null', ' {"a":[1,-2.5e+3,"\\u00e4\\n",true,false,null,{}],"b":[]} ', '"\u007f\u0085"'])
    assert.equal(jsonFault(text), undefined, text);
  assert.equal(jsonFault(JSON.stringify('x'.repeat(1_000_000))), undefined);
  assert.equal(jsonFault('['.repeat(200_000) + ']'.repeat(200_000)), undefined);
});
