import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageToRecordBody } from '../../../../shared/message/message-to-record-body.ts';
import { recordToMessage } from '../../../../shared/message/record-to-message.ts';

const EVENT = {
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'call.ended',
  source: 'freyavoice.calls',
  time: '2026-01-15T10:30:00Z',
};

function messageOf(record: string) {
  const message = recordToMessage(record);
  assert.ok('id' in message, JSON.stringify(message));
  const { id, accountId, eventType, body } = message;
  return { id, accountId, eventType, body };
}

for (const [what, record] of [
  [
    'an event with the envelope’s time',
    JSON.stringify({ ...EVENT, detail: { account_id: 'acme', data: {} } }),
  ],
  [
    'an event with a time of its own',
    JSON.stringify({
      ...EVENT,
      detail: { account_id: 'acme', timestamp: '2026-01-15T10:30:00.120Z', data: 1 },
    }),
  ],
  [
    'an event with an idempotency key',
    JSON.stringify({
      ...EVENT,
      detail: { account_id: 'acme', idempotency_key: 'order.1', data: { n: null } },
    }),
  ],
  [
    'numbers that JavaScript would change',
    `{"id":"a-b","detail-type":"call.ended","time":"t","detail":{"account_id":"acme","data":{"a":12345678901234567890,"b":1.10,"c":-0,"d":1e400}}}`,
  ],
  [
    'names and texts that need care',
    `{"id":"a-b","detail-type":"call.ended","time":"t","detail":{"account_id":"acme","data":{"__proto__":1,"2":0,"1":"\\ud800 é \\u2028","":[]}}}`,
  ],
] as const)
  test(`a record made of the message is that message again: ${what}`, () => {
    const message = messageOf(record);
    assert.deepEqual(messageOf(messageToRecordBody(message)), message);
  });

test('rejects a body that no event becomes', () => {
  const message = messageOf(JSON.stringify({ ...EVENT, detail: { account_id: 'acme', data: {} } }));
  assert.throws(
    () => messageToRecordBody({ ...message, body: '{"text":"a transformed body"}' }),
    /msg_.*sent again/,
  );
  assert.throws(() => messageToRecordBody({ ...message, body: 'no JSON' }), /is not JSON/);
});

test('a record made of a transformed message has its id, and leaves the body to the log', () => {
  const message = messageOf(JSON.stringify({ ...EVENT, detail: { account_id: 'acme', data: {} } }));
  const record = messageToRecordBody({ ...message, body: '{"text":"Hello"}', transform: 'applied' });
  assert.equal(messageOf(record).id, message.id);
});
