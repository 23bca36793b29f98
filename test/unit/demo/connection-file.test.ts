import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { connectionPath, readConnection, writeConnection } from '../../../demo/connection-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'connection-'));
after(() => rmSync(directory, { recursive: true }));
const connection = {
  api_url: 'http://127.0.0.1:4000',
  console_url: null,
  aws_endpoint_url: 'http://127.0.0.1:4566',
  region: 'us-east-1',
  event_bus_name: 'webhooks-local',
  admin_key: 'admin',
  account_id: 'demo',
  account_key: 'whk_key',
};

test('a directory without the file has no connection', () => {
  assert.equal(readConnection(directory), undefined);
});

test('what is written is read back, also over an older one, and nothing is left beside it', () => {
  writeConnection(directory, { ...connection, account_key: 'whk_older' });
  writeConnection(directory, connection);
  assert.deepEqual(readConnection(directory), connection);
  assert.deepEqual(readdirSync(directory), ['connection.json']);
});

test('the file is readable by its owner alone', () => {
  writeConnection(directory, connection);
  assert.equal(statSync(connectionPath(directory)).mode & 0o777, 0o600);
});

for (const content of ['', '{"account_id":', '{"account_id":"demo"}', '[]', 'null', '"text"']) {
  test(`rejects a file holding ${content || 'nothing'} and says what to do`, () => {
    writeFileSync(connectionPath(directory), content);
    assert.throws(() => readConnection(directory), {
      name: 'StartError',
      message: /connection\.json cannot be read: .* Remove that file/,
    });
  });
}
