import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterFaults } from '../../../../shared/subscription/filter.ts';

test('every documented operator but wildcard is allowed', () => {
  for (const match of [
    'text',
    '',
    7,
    -1.5,
    null,
    true,
    { prefix: 'a' },
    { suffix: 'a' },
    { prefix: { 'equals-ignore-case': 'a' } },
    { suffix: { 'equals-ignore-case': 'a' } },
    { 'equals-ignore-case': 'a' },
    { 'anything-but': 'a' },
    { 'anything-but': 3 },
    { 'anything-but': ['a', 'b'] },
    { 'anything-but': [1, 2] },
    { 'anything-but': { prefix: 'a' } },
    { 'anything-but': { suffix: ['a', 'b'] } },
    { 'anything-but': { 'equals-ignore-case': ['a'] } },
    { numeric: ['=', 0] },
    { numeric: ['<', 1e3] },
    { numeric: ['>', 0, '<=', 5] },
    { cidr: '10.0.0.0/24' },
    { cidr: '2001:db8::/32' },
    { exists: true },
    { exists: false },
  ])
    assert.deepEqual(filterFaults({ outcome: [match] }), [], JSON.stringify(match));
});

test('fields nest, and $or takes two objects or more', () => {
  assert.deepEqual(filterFaults({ a: { b: { c: ['x'] } }, d: [1, 2] }), []);
  assert.deepEqual(filterFaults({ $or: [{ a: ['x'] }, { b: { $or: [{ c: [1] }, { d: [2] }] } }] }), []);
});

test('rejects what is no pattern, and says where', () => {
  for (const [filter, path] of [
    [{}, []],
    [[], []],
    ['x', []],
    [{ a: 'x' }, ['a']],
    [{ a: [] }, ['a']],
    [{ a: {} }, ['a']],
    [{ a: null }, ['a']],
    [{ '': ['x'] }, ['']],
    [{ $or: [{ a: ['x'] }] }, ['$or']],
    [{ $or: { a: ['x'] } }, ['$or']],
    [{ $or: [{ a: ['x'] }, 'y'] }, ['$or', 1]],
    [{ $or: [{ a: ['x'] }, { prefix: ['y'] }] }, ['$or', 1, 'prefix']],
    [{ a: [['x']] }, ['a', 0]],
    [{ a: ['x', {}] }, ['a', 1]],
    [{ a: [{ prefix: 'x', suffix: 'y' }] }, ['a', 0]],
    [{ a: [{ like: 'x' }] }, ['a', 0, 'like']],
    [{ a: [{ toString: 'x' }] }, ['a', 0, 'toString']],
    [{ a: [{ prefix: 1 }] }, ['a', 0, 'prefix']],
    [{ a: [{ prefix: '' }] }, ['a', 0, 'prefix']],
    [{ a: [{ exists: 'yes' }] }, ['a', 0, 'exists']],
    [{ a: [{ numeric: ['<'] }] }, ['a', 0, 'numeric']],
    [{ a: [{ numeric: ['<', '1'] }] }, ['a', 0, 'numeric']],
    [{ a: [{ numeric: ['<', 1, '>', 0] }] }, ['a', 0, 'numeric']],
    [{ a: [{ numeric: ['>', 5, '<', 1] }] }, ['a', 0, 'numeric']],
    [{ a: [{ numeric: ['<', 6e9] }] }, ['a', 0, 'numeric']],
    [{ a: [{ cidr: '10.0.0.0' }] }, ['a', 0, 'cidr']],
    [{ a: [{ cidr: '10.0.0.0/33' }] }, ['a', 0, 'cidr']],
    [{ a: [{ cidr: '10.0.0.0/8/8' }] }, ['a', 0, 'cidr']],
    [{ a: [{ 'anything-but': [] }] }, ['a', 0, 'anything-but']],
    [{ a: [{ 'anything-but': ['a', 1] }] }, ['a', 0, 'anything-but']],
    [{ a: [{ 'anything-but': null }] }, ['a', 0, 'anything-but']],
    [{ a: [1e300] }, ['a', 0]],
    [{ a: [1e-9] }, ['a', 0]],
  ] as const)
    assert.deepEqual(filterFaults(filter)[0]?.path, path, JSON.stringify(filter));
});

test('rejects wildcard anywhere', () => {
  for (const filter of [
    { a: [{ wildcard: '*.png' }] },
    { a: { b: ['x', { wildcard: '*' }] } },
    { $or: [{ a: ['x'] }, { b: [{ wildcard: '*' }] }] },
    { a: [{ 'anything-but': { wildcard: '*' } }] },
  ])
    assert.equal(filterFaults(filter).length, 1, JSON.stringify(filter));
});

test('rejects a field named __proto__, which would be lost on the way to the rule', () => {
  for (const text of [
    '{"__proto__":{"a":["x"]}}',
    '{"a":{"__proto__":["x"]}}',
    '{"$or":[{"a":[1]},{"__proto__":[1]}]}',
  ])
    assert.equal(filterFaults(JSON.parse(text)).length, 1, text);
});

test('rejects more levels than the table keeps, at any depth without overflowing', () => {
  assert.deepEqual(filterFaults(nested(19)), []);
  assert.equal(filterFaults(nested(20)).length, 1);
  assert.equal(filterFaults(nested(100_000)).length, 1);
});

test('rejects more combinations of $or than a rule can have', () => {
  assert.deepEqual(filterFaults({ a: or(10), b: or(10), c: or(10) }), []);
  assert.match(filterFaults({ a: or(10), b: or(10), c: or(11) })[0]?.allowed ?? '', /not 1100/);
});

function nested(levels: number): unknown {
  return JSON.parse(`${'{"a":'.repeat(levels)}["x"]${'}'.repeat(levels)}`);
}

function or(count: number): object {
  return { $or: Array.from({ length: count }, (_, index) => ({ x: [index] })) };
}
