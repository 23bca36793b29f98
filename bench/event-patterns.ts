import { compilePattern } from '../local/eventbridge/pattern/compile-pattern.ts';
import { flattenEvent } from '../local/eventbridge/pattern/flatten-event.ts';
import { parseJsonExactly } from '../local/eventbridge/pattern/parse-json-exactly.ts';
import { createRuleIndex } from '../local/eventbridge/pattern/rule-index.ts';
import type { Bench, Row } from './bench.ts';

const ROUNDS = 20_000;
const RULES = [10, 100, 1_000, 10_000];
const TYPES = ['call.started', 'call.ended', 'call.failed', 'transcript.ready', 'agent.updated'];

const EVENT = JSON.stringify({
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

export const eventPatterns: Bench = {
  name: 'event-patterns',
  question: 'What one event costs to match on the embedded EventBridge, by the number of rules on its bus.',
  run: async () => RULES.map(measure),
};

function measure(count: number): Row {
  const index = createRuleIndex<number>();
  const started = performance.now();
  for (let rule = 0; rule < count; rule += 1) index.put(rule, compilePattern(pattern(rule)));
  const putUs = ((performance.now() - started) * 1000) / count;
  const flat = flattenEvent(parseJsonExactly(EVENT));
  return {
    rules: count,
    matched: index.matches(flat).size,
    'us/event to match': microseconds(() => index.matches(flat)).toFixed(2),
    'us/event with parsing': microseconds(() => index.matches(flattenEvent(parseJsonExactly(EVENT)))).toFixed(
      2,
    ),
    'us/rule to put': putUs.toFixed(0),
  };
}

function pattern(rule: number): string {
  const type = rule % 3 === 0 ? [{ prefix: 'call.' }] : [TYPES[rule % TYPES.length]];
  const data = rule % 2 === 0 ? {} : { data: { duration: [{ numeric: ['>', rule % 200] }] } };
  return JSON.stringify({ 'detail-type': type, detail: { account_id: [`acc_${rule}`], ...data } });
}

function microseconds(work: () => unknown): number {
  for (let round = 0; round < ROUNDS / 10; round += 1) work();
  const started = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) work();
  return ((performance.now() - started) * 1000) / ROUNDS;
}
