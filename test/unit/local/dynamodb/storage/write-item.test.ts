import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openDatabase } from '../../../../../local/storage/open-database.ts';
import { createFixture, createThings, key, thingsTable } from '../dynamodb-fixture.ts';

describe('an item and its index entries', () => {
  it('are one commit: when an entry cannot be written, neither is the item', () => {
    const { call, context } = createThings();
    context.database.exec(`
      CREATE TRIGGER full BEFORE INSERT ON ddb_index_entry BEGIN SELECT RAISE(ABORT, 'disk full'); END
    `);
    const item = { ...key('p'), group: { S: 'g' }, at: { N: '1' } };
    assert.throws(() => call('PutItem', { TableName: 'things', Item: item }), /disk full/);
    assert.throws(
      () =>
        call('BatchWriteItem', {
          RequestItems: { things: [{ PutRequest: { Item: key('q') } }, { PutRequest: { Item: item } }] },
        }),
      /disk full/,
    );
    assert.equal(call('Scan', { TableName: 'things' }).Count, 0);
  });

  it('are there after the database was closed and opened again', () => {
    const directory = mkdtempSync(join(tmpdir(), 'dynamodb-'));
    try {
      const first = createFixture(openDatabase(directory));
      first.call('CreateTable', { TableName: 'things', ...thingsTable() });
      const item = { ...key('p'), group: { S: 'g' }, at: { N: '1' } };
      first.call('PutItem', { TableName: 'things', Item: item });
      first.context.database.close();
      const second = createFixture(openDatabase(directory));
      assert.deepEqual(second.call('Scan', { TableName: 'things', IndexName: 'by-group' }).Items, [item]);
      second.context.database.close();
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('follow a table that was made and rolled back with what surrounded it', () => {
    const { call, context } = createFixture();
    context.database.exec('BEGIN');
    call('CreateTable', { TableName: 'things', ...thingsTable() });
    call('PutItem', { TableName: 'things', Item: key('p') });
    context.database.exec('ROLLBACK');
    assert.deepEqual(call('ListTables', {}), { TableNames: [] });
    call('CreateTable', { TableName: 'things', ...thingsTable({ ProjectionType: 'KEYS_ONLY' }) });
    assert.equal(call('Scan', { TableName: 'things' }).Count, 0);
  });
});
