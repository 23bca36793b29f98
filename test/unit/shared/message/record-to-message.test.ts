import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordToMessage } from '../../../../shared/message/record-to-message.ts';

const ENVELOPE_ID = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';

function record(detail: string, detailType = 'call.ended'): string {
  return `{"version":"0","id":"${ENVELOPE_ID}","detail-type":"${detailType}","source":"freyavoice.calls","account":"000000000000","time":"2024-01-15T10:30:01Z","region":"us-east-1","resources":[],"detail":${detail}}`;
}

test('the body is event, timestamp and data, exactly', () => {
  const message = recordToMessage(
    record(
      '{"account_id":"demo","timestamp":"2024-01-15T10:30:00Z","data":{"call_id":"call_123","duration":120,"outcome":"success"}}',
    ),
  );
  assert.deepEqual(message, {
    id: 'msg_0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    accountId: 'demo',
    eventType: 'call.ended',
    body: '{"event":"call.ended","timestamp":"2024-01-15T10:30:00Z","data":{"call_id":"call_123","duration":120,"outcome":"success"}}',
    emittedAt: Date.parse('2024-01-15T10:30:01Z'),
  });
});

test('numbers arrive with the text that they were emitted with', () => {
  const data = '{"id":12345678901234567890,"price":1.10,"tiny":1E-7,"zero":-0,"list":[1.0,10]}';
  const message = recordToMessage(record(`{"account_id":"demo","data":${data}}`));
  assert.ok('body' in message);
  assert.ok(message.body.endsWith(`"data":${data}}`), message.body);
});

test('text of any language arrives as it was emitted', () => {
  const data = JSON.stringify({ text: 'Grüße 👋 \u2028 "quoted" \\ \u0000' });
  const message = recordToMessage(record(`{"account_id":"demo","data":${data}}`));
  assert.ok('body' in message && message.body.endsWith(`"data":${data}}`));
});

test('without a timestamp the time of the envelope is used', () => {
  const message = recordToMessage(record('{"account_id":"demo","data":null}'));
  assert.ok('body' in message);
  assert.equal(message.body, '{"event":"call.ended","timestamp":"2024-01-15T10:30:01Z","data":null}');
});

test('an idempotency key gives events of different envelopes one id', () => {
  const detail = '{"account_id":"demo","data":{},"idempotency_key":"order-1"}';
  const first = recordToMessage(record(detail));
  const second = recordToMessage(record(detail).replace(ENVELOPE_ID, 'another'));
  assert.ok('id' in first && 'id' in second);
  assert.equal(first.id, second.id);
  assert.match(first.id, /^msg_[0-9a-f]{32}$/);
});

test('an event that was put onto a bus again keeps the id of its first envelope', () => {
  const detail = `{"account_id":"demo","data":{},"original_id":"${ENVELOPE_ID}"}`;
  const first = recordToMessage(record('{"account_id":"demo","data":{}}'));
  const again = recordToMessage(record(detail).replace(ENVELOPE_ID, 'another'));
  assert.deepEqual(again, first);
});

test('what is no envelope id is not taken for one', () => {
  for (const original of ['"not.an.id"', '7', '""']) {
    const message = recordToMessage(record(`{"account_id":"demo","data":{},"original_id":${original}}`));
    assert.ok('id' in message);
    assert.equal(message.id, `msg_${ENVELOPE_ID.replaceAll('-', '')}`);
  }
});

test('one idempotency key gives other ids to other accounts and event types', () => {
  const ids = new Set([
    idOf('demo', 'call.ended'),
    idOf('other', 'call.ended'),
    idOf('demo', 'call.started'),
  ]);
  assert.equal(ids.size, 3);
});

for (const [reason, body] of [
  ['not_an_event', 'not JSON'],
  ['not_an_event', '[]'],
  ['not_an_event', '{"id":"x","detail-type":"call.ended"}'],
  ['no_account', record('{"data":{}}')],
  ['no_data', record('{"account_id":"demo"}')],
  ['payload_too_large', record(`{"account_id":"demo","data":"${'x'.repeat(256 * 1024)}"}`)],
] as const)
  test(`rejects a record with ${reason}: ${body.slice(0, 40)}`, () => {
    assert.deepEqual(recordToMessage(body), { unusable: reason });
  });

test('a body of exactly 256 KB is delivered', () => {
  const room = 256 * 1024 - '{"event":"call.ended","timestamp":"2024-01-15T10:30:01Z","data":""}'.length;
  const message = recordToMessage(record(`{"account_id":"demo","data":"${'x'.repeat(room)}"}`));
  assert.ok('body' in message && Buffer.byteLength(message.body) === 256 * 1024);
});

test('a replayed event does not say when it was emitted, and neither does one without a readable time', () => {
  const event = record('{"account_id":"demo","data":{}}');
  for (const text of [
    event.replace('"version"', '"replay-name":"job_1","version"'),
    event.replace('2024-01-15T10:30:01Z', 'soon'),
  ]) {
    const message = recordToMessage(text);
    assert.ok('id' in message);
    assert.equal(message.emittedAt, undefined);
  }
});

function idOf(account: string, eventType: string): string {
  const message = recordToMessage(
    record(`{"account_id":"${account}","data":{},"idempotency_key":"order-1"}`, eventType),
  );
  assert.ok('id' in message);
  return message.id;
}
