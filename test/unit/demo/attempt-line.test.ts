import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attemptLine } from '../../../demo/attempt-line.ts';

const plain = (_format: string, text: string) => text;
const marked = (format: string, text: string) => `<${format}>${text}`;
const noon = new Date(2026, 0, 15, 12, 0, 1).getTime();
const delivered = {
  event: 'attempt',
  subscription_id: 'sub_1',
  message_id: 'msg_abc',
  event_type: 'call.ended',
  attempt: 1,
  outcome: 'delivered',
  status_code: 204,
  duration_ms: 12,
  url_host: '127.0.0.1:5000',
};

test('a delivered attempt is one line with type, number, outcome, status, duration, host and message', () => {
  assert.equal(
    attemptLine(delivered, noon, plain),
    '12:00:01  call.ended               attempt 1  delivered  204     12 ms  127.0.0.1:5000  msg_abc',
  );
});

test('an attempt to be retried says when, from milliseconds or from a date', () => {
  const later = new Date(2026, 0, 15, 12, 5, 1);
  for (const next of [later.getTime(), later.toISOString()]) {
    const entry = { ...delivered, outcome: 'retryable', status_code: 500, next_at: next };
    assert.match(attemptLine(entry, noon, plain), /retryable {2}500 .* next at 12:05:01$/);
  }
});

test('the last attempt says that the delivery is exhausted', () => {
  const entry = {
    ...delivered,
    outcome: 'retryable',
    error_code: 'http_status',
    delivery_status: 'exhausted',
  };
  assert.match(attemptLine(entry, noon, plain), /http_status {2}exhausted$/);
  assert.doesNotMatch(attemptLine({ ...entry, delivery_status: 'retrying' }, noon, plain), /exhausted/);
});

test('an attempt without an answer shows its error in place of a status', () => {
  const { status_code: _none, ...unanswered } = delivered;
  const entry = { ...unanswered, outcome: 'retryable', error_code: 'connection_refused' };
  assert.match(attemptLine(entry, noon, plain), /retryable {2}--- .* connection_refused$/);
});

test('outcomes are coloured by what they mean', () => {
  for (const [outcome, colour] of [
    ['delivered', 'green'],
    ['retryable', 'yellow'],
    ['permanent', 'red'],
    ['something new', 'red'],
  ]) {
    const line = attemptLine({ ...delivered, outcome }, noon, marked);
    assert.ok(line.includes(`<${colour}>${outcome}`), line);
  }
});
