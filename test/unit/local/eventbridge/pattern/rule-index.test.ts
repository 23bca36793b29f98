import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compilePattern } from '../../../../../local/eventbridge/pattern/compile-pattern.ts';
import { flattenEvent } from '../../../../../local/eventbridge/pattern/flatten-event.ts';
import { parseJsonExactly } from '../../../../../local/eventbridge/pattern/parse-json-exactly.ts';
import { createRuleIndex, type RuleIndex } from '../../../../../local/eventbridge/pattern/rule-index.ts';

const matched = (index: RuleIndex<string>, event: object) =>
  [...index.matches(flattenEvent(parseJsonExactly(JSON.stringify(event))))].toSorted();

describe('a rule index', () => {
  it('finds rules by value, by prefix, by suffix, by presence and by absence', () => {
    const index = createRuleIndex<string>();
    index.put('value', compilePattern('{"type":["call.ended"]}'));
    index.put('prefix', compilePattern('{"type":[{"prefix":"call."}]}'));
    index.put('suffix', compilePattern('{"type":[{"suffix":".ended"}]}'));
    index.put('presence', compilePattern('{"type":[{"anything-but":"x"}]}'));
    index.put('absence', compilePattern('{"other":[{"exists":false}]}'));
    assert.deepEqual(matched(index, { type: 'call.ended' }), [
      'absence',
      'prefix',
      'presence',
      'suffix',
      'value',
    ]);
    assert.deepEqual(matched(index, { type: 'x', other: 1 }), []);
  });

  it('forgets a rule that is removed', () => {
    const index = createRuleIndex<string>();
    index.put('a', compilePattern('{"type":[{"prefix":"call."},"x"]}'));
    index.put('b', compilePattern('{"type":[{"prefix":"call."}]}'));
    index.remove('a');
    assert.deepEqual(matched(index, { type: 'call.ended' }), ['b']);
    index.remove('b');
    index.remove('never there');
    assert.deepEqual(matched(index, { type: 'call.ended' }), []);
  });

  it('replaces the pattern of a rule that is put again', () => {
    const index = createRuleIndex<string>();
    index.put('a', compilePattern('{"type":["x"]}'));
    index.put('a', compilePattern('{"type":["y"]}'));
    assert.deepEqual(matched(index, { type: 'x' }), []);
    assert.deepEqual(matched(index, { type: 'y' }), ['a']);
  });

  it('finds a rule once, however many of its alternatives match', () => {
    const index = createRuleIndex<string>();
    index.put('a', compilePattern('{"$or":[{"x":[1]},{"y":[2]}]}'));
    assert.deepEqual(matched(index, { x: 1, y: 2 }), ['a']);
  });

  it('tests only rules that ask for a value of the event, whatever else exists', () => {
    const index = createRuleIndex<string>();
    let tests = 0;
    const spied = (account: number) => {
      const pattern = compilePattern(
        `{"source":["s"],"detail":{"account_id":["acc_${account}"],"n":[{"exists":true}]}}`,
      );
      return {
        ...pattern,
        subRules: pattern.subRules.map((subRule) =>
          subRule.map((test) => ({
            ...test,
            others: test.others.map((other) => (leaf: Parameters<typeof other>[0]) => {
              tests += 1;
              return other(leaf);
            }),
          })),
        ),
      };
    };
    for (let account = 0; account < 1000; account += 1) index.put(`rule ${account}`, spied(account));
    assert.deepEqual(matched(index, { source: 's', detail: { account_id: 'acc_7', n: 1 } }), ['rule 7']);
    assert.equal(tests, 1);
  });
});
