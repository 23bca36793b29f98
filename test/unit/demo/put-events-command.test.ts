import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import { putEventsCommand } from '../../../demo/put-events-command.ts';

const bin = mkdtempSync(join(tmpdir(), 'aws-'));
after(() => rmSync(bin, { recursive: true }));
writeFileSync(join(bin, 'aws'), '#!/bin/sh\nprintf "%s\\n" "$AWS_ACCESS_KEY_ID" "$@"\n');
chmodSync(join(bin, 'aws'), 0o755);

test('the command survives a shell: its entries arrive as JSON with the event inside', () => {
  const command = putEventsCommand({
    endpointUrl: 'http://127.0.0.1:4566',
    region: 'eu-west-1',
    eventBusName: "o'brien's bus",
    accountId: 'demo',
  });
  const output = execFileSync('/bin/sh', ['-c', command], {
    encoding: 'utf8',
    env: { PATH: `${bin}${delimiter}${process.env['PATH']}` },
  });
  const [key, ...args] = output.trimEnd().split('\n');
  assert.equal(key, 'local');
  assert.deepEqual(args.slice(0, -1), [
    'events',
    'put-events',
    '--endpoint-url',
    'http://127.0.0.1:4566',
    '--region',
    'eu-west-1',
    '--entries',
  ]);
  const [entry] = JSON.parse(args.at(-1) ?? '') as Record<string, string>[];
  assert.equal(entry?.['EventBusName'], "o'brien's bus");
  assert.equal(entry['DetailType'], 'call.ended');
  assert.deepEqual(JSON.parse(entry['Detail'] ?? ''), {
    account_id: 'demo',
    data: { call_id: 'call_123', duration: 120, outcome: 'success' },
  });
});
