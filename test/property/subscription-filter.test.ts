import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { compilePattern as compileRule } from '../../local/eventbridge/pattern/compile-pattern.ts';
import { filterFaults } from '../../shared/subscription/filter.ts';
import { compilePattern } from '../../shared/subscription/pattern.ts';

const text = fc.oneof(
  fc.constantFrom('', 'a', '10.0.0.0/8', '::/0', '10.0.0.1', 'x/8', '*'),
  fc.string({ maxLength: 3 }),
);
const number = fc.oneof(
  fc.constantFrom(0, 1, -1.5, 5e9, 5e9 + 1, 1e-7, 1e20),
  fc.double({ noNaN: true }),
  fc.integer(),
);
const literal = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const comparison = fc.constantFrom('=', '<', '<=', '>', '>=', '!');
const operand = fc.oneof(
  literal,
  fc.array(literal, { maxLength: 3 }),
  fc.tuple(comparison, number),
  fc.tuple(comparison, number, comparison, number),
  fc.dictionary(
    fc.constantFrom('prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'x'),
    fc.oneof(text, fc.array(text, { maxLength: 2 })),
    {
      maxKeys: 2,
    },
  ),
);
const operator = fc.constantFrom(
  'prefix',
  'suffix',
  'equals-ignore-case',
  'anything-but',
  'numeric',
  'cidr',
  'exists',
  'wildcard',
  'exactly',
);
const match = fc.oneof(literal, fc.dictionary(operator, operand, { minKeys: 1, maxKeys: 1 }));
const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a', 'b', 'c.d', '$or', 'prefix', '=') },
  fc.string({ maxLength: 3 }),
);
const { filter } = fc.letrec<{ filter: object; field: unknown }>((tie) => ({
  filter: fc.dictionary(name, tie('field'), { maxKeys: 3 }),
  field: fc.oneof(
    { maxDepth: 3 },
    fc.array(match, { maxLength: 3 }),
    fc.array(tie('filter'), { maxLength: 3 }),
    tie('filter'),
  ),
}));

test('what a subscription may have as its filter is a rule that EventBridge takes', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.oneof(fc.record({ a: fc.tuple(match) }), filter), (filter) => {
      const parsed = JSON.parse(JSON.stringify(filter)) as Record<string, unknown>;
      if (filterFaults(parsed).length > 0) return;
      accepted += 1;
      compileRule(JSON.stringify(compilePattern({ accountId: 'acme', events: ['*'], filter: parsed })));
    }),
    { numRuns: 10_000 },
  );
  assert.ok(accepted > 500, `only ${accepted} filters were accepted: the property says little`);
});
