import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { compilePattern } from '../../local/eventbridge/pattern/compile-pattern.ts';
import { flattenEvent } from '../../local/eventbridge/pattern/flatten-event.ts';
import { matchesPattern } from '../../local/eventbridge/pattern/matches-pattern.ts';
import { parseJsonExactly } from '../../local/eventbridge/pattern/parse-json-exactly.ts';
import { createRuleIndex } from '../../local/eventbridge/pattern/rule-index.ts';

const names = fc.constantFrom('a', 'b', 'c');
const texts = fc.constantFrom('', 'x', 'xy', 'yx', 'X', 'call.ended', '10.0.0.1');
const numbers = fc.constantFrom(0, 1, -1, 2.5, 5e9, 123456789012);
const scalars = fc.oneof(texts, numbers, fc.boolean(), fc.constant(null));
const operators = fc.oneof(
  texts.map((text) => ({ prefix: text })),
  texts.map((text) => ({ suffix: text })),
  texts.map((text) => ({ 'equals-ignore-case': text })),
  texts.map((text) => ({ wildcard: `*${text}*`.replace('**', '*') })),
  texts.map((text) => ({ 'anything-but': text })),
  fc.boolean().map((exists) => ({ exists })),
  fc.constant({ numeric: ['>', 0] }),
  fc.constant({ cidr: '10.0.0.0/8' }),
);
const values = fc.array(fc.oneof(scalars, operators), { minLength: 1, maxLength: 3 });
type Pattern = { [name: string]: unknown };
const flatPatterns: fc.Arbitrary<Pattern> = fc.dictionary(names, values, { minKeys: 1, maxKeys: 3 });
const patterns: fc.Arbitrary<Pattern> = fc.oneof(
  flatPatterns,
  fc.tuple(names, flatPatterns).map(([name, inner]) => ({ [name]: inner })),
  fc.tuple(flatPatterns, flatPatterns).map(([left, right]) => ({ $or: [left, right] })),
);
const objects = fc.dictionary(names, fc.oneof(scalars, fc.array(scalars, { maxLength: 3 })), { maxKeys: 3 });
const events: fc.Arbitrary<Pattern> = fc.dictionary(
  names,
  fc.oneof(scalars, objects, fc.array(fc.oneof(scalars, objects), { maxLength: 3 })),
  { maxKeys: 3 },
);

const matches = (pattern: Pattern, event: Pattern) =>
  matchesPattern(
    compilePattern(JSON.stringify(pattern)),
    flattenEvent(parseJsonExactly(JSON.stringify(event))),
  );
function holds<T>(property: fc.IPropertyWithHooks<T>): void {
  fc.assert(property, { numRuns: 500 });
}

describe('event patterns', () => {
  it('match no more when a further field is asked for', () => {
    holds(
      fc.property(patterns, values, events, (pattern, more, event) => {
        if (matches({ ...pattern, further: more }, event)) assert.ok(matches(pattern, event));
      }),
    );
  });

  it('match no less when a field is allowed one more value', () => {
    holds(
      fc.property(flatPatterns, scalars, events, (pattern, value, event) => {
        const [name = 'a', known] = Object.entries(pattern)[0] ?? [];
        const wider = { ...pattern, [name]: [...(known as unknown[]), value] };
        if (matches(pattern, event)) assert.ok(matches(wider, event));
      }),
    );
  });

  it('still see what exists after a field is added to the event', () => {
    holds(
      fc.property(names, events, scalars, (name, event, value) => {
        const pattern = { [name]: [{ exists: true }] };
        if (matches(pattern, event)) assert.ok(matches(pattern, { ...event, added: value }));
      }),
    );
  });

  it('match $or exactly when one of its objects matches', () => {
    holds(
      fc.property(flatPatterns, flatPatterns, events, (left, right, event) => {
        assert.equal(matches({ $or: [left, right] }, event), matches(left, event) || matches(right, event));
      }),
    );
  });

  it('match a value at a leaf either by exists true or by exists false, never by both', () => {
    holds(
      fc.property(names, events, (name, event) => {
        assert.notEqual(
          matches({ [name]: [{ exists: true }] }, event),
          matches({ [name]: [{ exists: false }] }, event),
        );
      }),
    );
  });

  it('exclude by anything-but exactly what the value alone matches, where there is one scalar', () => {
    holds(
      fc.property(texts, scalars, (text, value) => {
        const but = matches({ a: [{ 'anything-but': text }] }, { a: value });
        assert.equal(but, !matches({ a: [text] }, { a: value }));
      }),
    );
  });

  it('are found by the index exactly when they match alone, after any removals', () => {
    holds(
      fc.property(
        fc.array(patterns, { maxLength: 12 }),
        fc.array(fc.nat(11)),
        events,
        (all, removed, event) => {
          const index = createRuleIndex<number>();
          for (const [rule, pattern] of all.entries())
            index.put(rule, compilePattern(JSON.stringify(pattern)));
          for (const rule of removed) index.remove(rule);
          const expected = all.flatMap((pattern, rule) =>
            !removed.includes(rule) && matches(pattern, event) ? [rule] : [],
          );
          const found = index.matches(flattenEvent(parseJsonExactly(JSON.stringify(event))));
          assert.deepEqual(
            [...found].toSorted((a, b) => a - b),
            expected,
          );
        },
      ),
    );
  });
});
