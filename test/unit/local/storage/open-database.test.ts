import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { openDatabase } from '../../../../local/storage/open-database.ts';

function emptyDirectory(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'open-database-'));
  t.after(() => rmSync(directory, { recursive: true }));
  return directory;
}

test('what was written is there when the directory is opened again', (t) => {
  const directory = emptyDirectory(t);
  const first = openDatabase(directory);
  first.exec(`CREATE TABLE things (name TEXT); INSERT INTO things VALUES ('kept')`);
  first.close();
  const second = openDatabase(directory);
  assert.equal(second.prepare('SELECT name FROM things').get()?.['name'], 'kept');
  second.close();
});

for (const [of, difference] of [
  ['a newer', 1],
  ['an older', -1],
] as const)
  test(`fails for the directory of ${of} release whose storage has another shape, and leaves it as it is`, (t) => {
    const directory = emptyDirectory(t);
    openDatabase(directory).close();
    const path = join(directory, 'aws.sqlite');
    const other = new DatabaseSync(path);
    const version = Number(other.prepare('PRAGMA user_version').get()?.['user_version']);
    // A new database has 0, so an older version than the first is a negative one.
    const found = version + difference || -1;
    other.exec(`PRAGMA user_version = ${found}`);
    other.close();
    const before = readFileSync(path);
    assert.throws(() => openDatabase(directory), {
      message:
        `The data directory ${directory} was written by ${of} release: its storage has version ${found}, and this release ` +
        `reads version ${version}. Nothing in it was changed. Start it with the release that wrote it, or remove it to start ` +
        'afresh, or choose another with LOCAL_DATA_DIR.',
    });
    assert.ok(readFileSync(path).equals(before));
    // Closed too: another process may open it.
    new DatabaseSync(path).close();
  });

test('fails for a directory whose database is none', (t) => {
  const directory = emptyDirectory(t);
  writeFileSync(
    join(directory, 'aws.sqlite'),
    'this is a text and no database, whatever its name says of it',
  );
  assert.throws(() => openDatabase(directory), /cannot be used: .*not a database.*Remove it to start afresh/);
});
