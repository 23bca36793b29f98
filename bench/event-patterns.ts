import { compilePattern } from '../local/eventbridge/pattern/compile-pattern.ts';
import { flattenEvent } from '../local/eventbridge/pattern/flatten-event.ts';
import { parseJsonExactly } from '../local/eventbridge/pattern/parse-json-exactly.ts';
import { createRuleIndex } from '../local/eventbridge/pattern/rule-index.ts';

/** What one event costs to match, by the number of rules on its bus. Run it by hand: `node bin/node24.js bench/event-patterns.ts`. */
const ROUNDS = 20_000;
const TYPES = ['call.started', 'call.ended', 'call.failed', 'transcript.ready', 'agent.updated'];

const event = JSON.stringify({
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'call.ended',
  source: 'freyavoice.calls',
  account: '123456789012',
  time: '2026-11-24T12:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail: {
    account_id: 'acc_6',
    timestamp: '2026-11-24T12:00:00Z',
    data: { call_id: 'call_123', duration: 120, outcome: 'success', tags: ['a', 'b'], cost: 0.0142 },
  },
});

for (const count of [10, 100, 1000, 10_000]) {
  const index = createRuleIndex<number>();
  const started = performance.now();
  for (let rule = 0; rule < count; rule += 1) index.put(rule, compilePattern(pattern(rule)));
  const built = performance.now() - started;
  const flat = flattenEvent(parseJsonExactly(event));
  const matched = index.matches(flat).size;
  const matching = nanoseconds(() => index.matches(flat));
  const all = nanoseconds(() => index.matches(flattenEvent(parseJsonExactly(event))));
  console.log(
    `${String(count).padStart(6)} rules, ${matched} matched: ${matching} ns/event to match, ${all} ns/event with parsing, ` +
      `${Math.round((built * 1000) / count)} us/rule to put`,
  );
}

function pattern(rule: number): string {
  const type = rule % 3 === 0 ? [{ prefix: 'call.' }] : [TYPES[rule % TYPES.length]];
  const data = rule % 2 === 0 ? {} : { data: { duration: [{ numeric: ['>', rule % 200] }] } };
  return JSON.stringify({ 'detail-type': type, detail: { account_id: [`acc_${rule}`], ...data } });
}

function nanoseconds(work: () => unknown): number {
  for (let round = 0; round < ROUNDS / 10; round += 1) work();
  const started = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) work();
  return Math.round(((performance.now() - started) * 1e6) / ROUNDS);
}
