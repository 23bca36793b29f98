import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logLine } from '../../../demo/log-line.ts';

const plain = (_format: string, text: string) => text;
const shown = (line: string) => logLine({ functionName: 'deliver', line }, 0, plain);

test('errors and warnings are shown as they are, with their function', () => {
  for (const level of ['ERROR', 'WARN', 'error', 'FATAL']) {
    const line = JSON.stringify({ level, message: 'something broke' });
    assert.equal(shown(line), `deliver  ${line}`);
  }
});

test('information is left out', () => {
  for (const line of ['{"level":"INFO","message":"batch"}', '{"message":"no level"}', '"text"', 'null']) {
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

test('an attempt is shown as its readable line', () => {
  const line = JSON.stringify({ level: 'INFO', message: 'attempt', event_type: 'call.ended', attempt: 3 });
  assert.match(shown(line) ?? '', /call\.ended +attempt 3/);
});
