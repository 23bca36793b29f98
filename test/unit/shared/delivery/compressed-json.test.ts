import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { compress, decompress } from '../../../../shared/delivery/compressed-json.ts';

const exchange = {
  requestHeaders: {
    'content-type': 'application/json',
    'user-agent': 'Freyavoice-Webhooks/1.0',
    'webhook-id': 'msg_1',
  },
  responseHeaders: { date: 'Thu, 15 Jan 2026 10:30:00 GMT', connection: 'keep-alive' },
};

test('what is compressed is read again, whatever it is', () => {
  for (const value of [exchange, { body: 'ü😀\u0000' }, '', null, [1, 'x'.repeat(100_000)]])
    assert.deepEqual(decompress(compress(value)), value);
});

test('headers that every row has take next to nothing', () => {
  assert.ok(compress(exchange).length < deflateRawSync(JSON.stringify(exchange)).length / 2);
});

test('what was compressed before there was a dictionary is read as well', () => {
  assert.deepEqual(decompress(deflateRawSync(JSON.stringify(exchange))), exchange);
});

test('what was compressed with the dictionary stays readable: it has not changed', () => {
  const kept = Buffer.from(KEPT, 'base64');
  assert.deepEqual(decompress(kept), exchange);
});

const KEPT = 'w5YCaBfXBOIIHCmGpohYMDSwMkaNBawBU1sLAA==';
