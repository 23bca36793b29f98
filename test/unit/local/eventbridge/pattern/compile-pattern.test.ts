import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AwsError } from '../../../../../local/endpoint/aws-error.ts';
import { compilePattern } from '../../../../../local/eventbridge/pattern/compile-pattern.ts';
import { flattenEvent } from '../../../../../local/eventbridge/pattern/flatten-event.ts';
import { matchesPattern } from '../../../../../local/eventbridge/pattern/matches-pattern.ts';
import { parseJsonExactly } from '../../../../../local/eventbridge/pattern/parse-json-exactly.ts';
import { createRuleIndex } from '../../../../../local/eventbridge/pattern/rule-index.ts';
import type { PatternCase } from '../pattern-case.ts';
import { anythingButCases } from '../pattern-cases-anything-but.ts';
import { exactCases } from '../pattern-cases-exact.ts';
import { invalidCases } from '../pattern-cases-invalid.ts';
import { placedCases } from '../pattern-cases-refused-at.ts';
import { numberCases } from '../pattern-cases-numbers.ts';
import { stringCases } from '../pattern-cases-strings.ts';
import { structureCases } from '../pattern-cases-structure.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html

const tables: Record<string, readonly PatternCase[]> = {
  'exact values': exactCases,
  'prefix, suffix, case and wildcard': stringCases,
  'numbers and addresses': numberCases,
  'anything-but': anythingButCases,
  'arrays, exists and $or': structureCases,
  refusals: invalidCases,
  'the place of a refusal': placedCases,
};

const ofLength = (length: number) => `{"a":["${'x'.repeat(length - 10)}"]}`;

const or = (count: number, name: string) =>
  `"$or":[${Array.from({ length: count }, (_, index) => `{"${name}":[${index}]}`).join(',')}]`;

describe('an event pattern', () => {
  for (const [name, rows] of Object.entries(tables))
    it(`agrees with AWS in all ${rows.length} rows on ${name}`, () => {
      for (const row of rows) check(row);
    });

  it('is known by at least 200 rows', () => {
    assert.ok(Object.values(tables).flat().length >= 200);
  });

  it('may have 2,048 characters and no more', () => {
    assert.equal(ofLength(2048).length, 2048);
    compilePattern(ofLength(2048));
    assert.throws(() => compilePattern(ofLength(2049)), /has 2049 characters, the limit is 2048/);
    compilePattern(ofLength(2049), { maxLength: 4096 });
  });

  it('may multiply out to 1,000 combinations of $or and no more', () => {
    assert.equal(
      compilePattern(`{${or(100, 'a')},"b":{${or(10, 'c')}}}`, { maxLength: 9999 }).subRules.length,
      1000,
    );
    assert.throws(
      () => compilePattern(`{${or(100, 'a')},"b":{${or(11, 'c')}}}`, { maxLength: 9999 }),
      /more than 1000 rule combinations/,
    );
  });

  it('says whether it uses a wildcard, which buses limit', () => {
    assert.equal(compilePattern('{"a":[{"wildcard":"a*"}]}').usesWildcard, true);
    assert.equal(compilePattern('{"a":[{"anything-but":{"wildcard":"a*"}}]}').usesWildcard, true);
    assert.equal(compilePattern('{"a":[{"prefix":"a"}]}').usesWildcard, false);
  });
});

function check([pattern, event, expected, source]: PatternCase): void {
  const label = `${source}\n${pattern}\n${event}`;
  if (typeof expected === 'string') {
    assert.throws(() => compilePattern(pattern), isRefusal(expected), label);
    return;
  }
  const compiled = compilePattern(pattern);
  const flat = flattenEvent(parseJsonExactly(event));
  assert.equal(matchesPattern(compiled, flat), expected, label);
  const index = createRuleIndex<string>();
  index.put('rule', compiled);
  assert.equal(index.matches(flat).has('rule'), expected, `in the index: ${label}`);
}

function isRefusal(reason: string): (error: unknown) => boolean {
  const start = `Event pattern is not valid. Reason: ${reason}`;
  return (error) => {
    assert.ok(error instanceof AwsError, String(error));
    assert.equal(error.code, 'InvalidEventPatternException');
    assert.equal(error.message.slice(0, start.length), start);
    return true;
  };
}
