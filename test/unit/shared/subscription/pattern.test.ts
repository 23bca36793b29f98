import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operationalEventTypes } from '../../../../shared/operational-event/operational-event-types.ts';
import { ProblemError } from '../../../../shared/problem/problem-error.ts';
import { compilePattern, LONGEST_PATTERN } from '../../../../shared/subscription/pattern.ts';
import { refuseLongPattern } from '../../../../shared/subscription/refuse-long-pattern.ts';

const elsewhere = [{ 'anything-but': 'freyavoice.webhooks' }];
const detail = { account_id: ['acme'] };

const compiled = (events: readonly string[], filter?: Record<string, unknown>) =>
  compilePattern({ accountId: 'acme', events, filter });

test('names are matched exactly and groups by their prefix', () => {
  assert.deepEqual(compiled(['call.ended', 'agent.*']), {
    source: elsewhere,
    'detail-type': ['call.ended', { prefix: 'agent.' }],
    detail,
  });
});

test('a name that its group covers is left out', () => {
  assert.deepEqual(compiled(['call.ended', 'call.*']), {
    source: elsewhere,
    'detail-type': [{ prefix: 'call.' }],
    detail,
  });
});

test('* is every group of the catalogue and nothing else', () => {
  assert.deepEqual(compiled(['call.ended', '*']), {
    source: elsewhere,
    'detail-type': [
      { prefix: 'call.' },
      { prefix: 'agent.' },
      { prefix: 'workflow.' },
      { prefix: 'campaign.' },
    ],
    detail,
  });
});

test('operational events count from the own source only', () => {
  assert.deepEqual(compiled(['subscription.disabled', 'message.exhausted']), {
    source: ['freyavoice.webhooks'],
    'detail-type': ['subscription.disabled', 'message.exhausted'],
    detail,
  });
});

test('operational events beside others are an alternative, under one account clause', () => {
  assert.deepEqual(compiled(['subscription.disabled', '*']), {
    $or: [
      compiledTypes(['*']),
      { source: ['freyavoice.webhooks'], 'detail-type': ['subscription.disabled'] },
    ],
    detail,
  });
});

test('the filter stands below data, beside the account clause', () => {
  const filter = { account_id: ['other'], $or: [{ a: [1] }, { b: [2] }] };
  assert.deepEqual(compiled(['call.ended'], filter), {
    source: elsewhere,
    'detail-type': ['call.ended'],
    detail: { data: filter, account_id: ['acme'] },
  });
});

test('every event type of the catalogue and every operational one leave most of the rule to the filter', () => {
  const events = ['*', ...operationalEventTypes.map(({ name }) => name)];
  const { length } = JSON.stringify(compilePattern({ accountId: 'x'.repeat(64), events }));
  assert.ok(length < LONGEST_PATTERN / 4, `${length} characters`);
});

test('rejects a filter whose combinations operational events beside others double beyond the limit', () => {
  const filter = { ...alternatives('a', 20), b: alternatives('b', 20), c: alternatives('c', 2) };
  const source = { accountId: 'acme', filter };
  refuseLongPattern({ ...source, events: ['call.ended'] });
  assert.throws(
    () => refuseLongPattern({ ...source, events: ['call.ended', 'message.exhausted'] }),
    (error) => error instanceof ProblemError && /a rule of 1600 combinations/.test(error.message),
  );
});

function compiledTypes(events: readonly string[]) {
  const { detail: _, ...types } = compiled(events);
  return types;
}

function alternatives(name: string, count: number) {
  return { $or: Array.from({ length: count }, (_, index) => ({ [`${name}${index}`]: [1] })) };
}
