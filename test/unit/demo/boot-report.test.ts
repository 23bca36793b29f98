import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bootReport } from '../../../demo/boot-report.ts';

const plain = (_format: string, text: string) => text;
const connection = {
  api_url: 'http://127.0.0.1:4000',
  console_url: null,
  aws_endpoint_url: 'http://127.0.0.1:4566',
  region: 'us-east-1',
  event_bus_name: 'webhooks-local',
  admin_key: 'the-admin-key',
  account_id: 'demo',
  account_key: 'whk_key',
};
const report = {
  summary: 'ready in 1.0 s: synth 1.0 s',
  connection,
  connectionPath: '/data/connection.json',
  receiver: { url: 'http://127.0.0.1:5000/webhooks' },
  verified: '14 of 14 verified',
  strict: false,
};

test('the report names every address, key and name that the connection holds', () => {
  const text = bootReport(report, plain);
  for (const value of Object.values(connection)) if (value !== null) assert.ok(text.includes(value), value);
  assert.ok(text.includes(report.receiver.url));
  assert.ok(text.includes(report.verified));
  assert.ok(text.includes(report.connectionPath));
  assert.ok(text.includes(report.summary));
});

test('the command to paste stands on a line of its own', () => {
  assert.match(bootReport(report, plain), /^AWS_ACCESS_KEY_ID=local .* aws events put-events .*'$/m);
});

test('the report speaks of the receiver only where there is one, and of strict rules only when they hold', () => {
  const text = bootReport({ ...report, receiver: undefined, verified: undefined, strict: true }, plain);
  assert.doesNotMatch(text, /Receiver|examples/);
  assert.match(text, /Strict: .*https/);
  assert.doesNotMatch(bootReport(report, plain), /Strict/);
});
