import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilePattern } from '../../../../shared/subscription/pattern.ts';

test('names are matched exactly and groups by their prefix', () => {
  assert.deepEqual(compilePattern({ accountId: 'acme', events: ['call.ended', 'agent.*'] }), {
    'detail-type': ['call.ended', { prefix: 'agent.' }],
    detail: { account_id: ['acme'] },
  });
});

test('a name that its group covers is left out', () => {
  assert.deepEqual(compilePattern({ accountId: 'acme', events: ['call.ended', 'call.*'] })['detail-type'], [
    { prefix: 'call.' },
  ]);
});

test('* is every group of the catalogue and nothing else', () => {
  assert.deepEqual(compilePattern({ accountId: 'acme', events: ['call.ended', '*'] })['detail-type'], [
    { prefix: 'call.' },
    { prefix: 'agent.' },
    { prefix: 'workflow.' },
    { prefix: 'campaign.' },
  ]);
});

test('the filter stands below data, beside the account clause', () => {
  const filter = { account_id: ['other'], $or: [{ a: [1] }, { b: [2] }] };
  assert.deepEqual(compilePattern({ accountId: 'acme', events: ['call.ended'], filter }), {
    'detail-type': ['call.ended'],
    detail: { data: filter, account_id: ['acme'] },
  });
});
