import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logLine } from '../../../demo/log-line.ts';

const plain = (_format: string, text: string) => text;
const shown = (line: string) => logLine({ functionName: 'deliver', line }, 0, plain);

test('errors and warnings are shown as they were logged, with their function', () => {
  const message = { event: 'record_failed', error: 'no' };
  assert.equal(shown(JSON.stringify({ level: 'ERROR', message })), `deliver  ${JSON.stringify(message)}`);
  for (const level of ['ERROR', 'WARN', 'error', 'FATAL']) {
    const line = JSON.stringify({ level, message: 'something broke' });
    assert.equal(shown(line), `deliver  ${line}`);
  }
});

test('information is left out', () => {
  for (const line of ['{"level":"INFO","message":"batch"}', '{"message":"no level"}']) {
    assert.equal(shown(line), undefined);
  }
});

test("what is not JSON is shown, but for Lambda's own lines and empty ones", () => {
  assert.equal(shown('TypeError: x is undefined'), 'deliver  TypeError: x is undefined');
  for (const line of [
    'START RequestId: 1 Version: $LATEST',
    'END RequestId: 1',
    'REPORT RequestId: 1',
    ' ',
  ]) {
    assert.equal(shown(line), undefined);
  }
});

test('an attempt is shown as its readable line, logged as an object or as the JSON text of one', () => {
  const attempt = { event: 'attempt', event_type: 'call.ended', attempt: 3 };
  for (const message of [attempt, JSON.stringify(attempt)]) {
    const line = `${JSON.stringify({ timestamp: '2026-01-15T12:00:00Z', level: 'INFO', message })}\n`;
    assert.match(shown(line) ?? '', /call\.ended +attempt 3/);
  }
});

test("an entry's own level counts for more than that of the call it was logged by", () => {
  const inner = '{"level":"ERROR","message":"unexpected"}';
  assert.equal(shown(JSON.stringify({ level: 'INFO', message: inner })), `deliver  ${inner}`);
});

test('a text that only begins like JSON is shown as it is', () => {
  assert.equal(shown('{"level":'), 'deliver  {"level":');
  assert.equal(shown(JSON.stringify({ level: 'INFO', message: '{not json' })), undefined);
});
