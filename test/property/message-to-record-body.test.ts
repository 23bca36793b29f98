import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { messageToRecordBody } from '../../shared/message/message-to-record-body.ts';
import { recordToMessage } from '../../shared/message/record-to-message.ts';

test('whatever an event carries, a record made of its message is the same message again', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.uuid(),
      fc.option(fc.string(), { nil: undefined }),
      fc.option(fc.string(), { nil: undefined }),
      (data, id, timestamp, idempotencyKey) => {
        const detail = { account_id: 'acme', timestamp, idempotency_key: idempotencyKey, data };
        const message = recordToMessage(JSON.stringify({ id, 'detail-type': 'call.ended', detail }));
        assert.ok('id' in message);
        assert.deepEqual(recordToMessage(messageToRecordBody(message)), message);
      },
    ),
  );
});
