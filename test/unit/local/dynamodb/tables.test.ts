import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { awsError, createFixture, createThings, invalid, key, thingsTable } from './dynamodb-fixture.ts';

const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/things';

describe('CreateTable', () => {
  it('answers CREATING, and the table is described and used at once', () => {
    const { call, clock } = createFixture();
    const created: unknown = call('CreateTable', { TableName: 'things', ...thingsTable() });
    assert.equal(
      (created as { TableDescription: { TableStatus: string } }).TableDescription.TableStatus,
      'CREATING',
    );
    call('PutItem', { TableName: 'things', Item: { ...key('p'), group: { S: 'g' }, at: { N: '1' } } });
    const { TableId, ...table } = call('DescribeTable', { TableName: 'things' }).Table ?? {};
    assert.match(String(TableId), /^[0-9a-f-]{36}$/);
    const none = { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 };
    assert.deepEqual(table, {
      TableName: 'things',
      TableArn: ARN,
      TableStatus: 'ACTIVE',
      CreationDateTime: clock.now / 1000,
      AttributeDefinitions: thingsTable().AttributeDefinitions,
      KeySchema: thingsTable().KeySchema,
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ProvisionedThroughput: none,
      TableClassSummary: { TableClass: 'STANDARD' },
      DeletionProtectionEnabled: false,
      ItemCount: 1,
      TableSizeBytes: 16,
      GlobalSecondaryIndexes: [
        {
          ...thingsTable().GlobalSecondaryIndexes[0],
          IndexArn: `${ARN}/index/by-group`,
          IndexStatus: 'ACTIVE',
          ItemCount: 1,
          IndexSizeBytes: 16,
          ProvisionedThroughput: none,
        },
      ],
    });
  });

  it('rejects a name that is taken', () => {
    assert.throws(
      () => createThings().call('CreateTable', { TableName: 'things', ...thingsTable() }),
      awsError('ResourceInUseException', 'Table already exists: things'),
    );
  });

  const refused: readonly [what: string, more: object, message: RegExp][] = [
    ['a name of two characters', { TableName: 'ab' }, /Invalid table\/index name: "ab"/],
    [
      'a stream',
      { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } },
      /StreamSpecification/,
    ],
    [
      'no throughput where it is provisioned',
      { BillingMode: 'PROVISIONED' },
      /must both be specified when BillingMode is PROVISIONED/,
    ],
    [
      'throughput where it is on demand',
      { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
      /Neither ReadCapacityUnits nor WriteCapacityUnits/,
    ],
    [
      'an attribute without a definition',
      { AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }] },
      /key attributes are not defined in AttributeDefinitions\. Keys: \[sk\]/,
    ],
    [
      'a definition that no key uses',
      { GlobalSecondaryIndexes: [] },
      /Some AttributeDefinitions are not used/,
    ],
    [
      'a key of type M',
      { AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'M' }] },
      /enum value set: \[S, N, B\]/,
    ],
    ['a sort key alone', { KeySchema: [{ AttributeName: 'pk', KeyType: 'RANGE' }] }, /not a HASH key type/],
    ['a vector index', { VectorIndexes: [] }, /VectorIndexes: there are no vector indexes/],
    [
      'a list of included attributes for keys alone',
      thingsTable({ ProjectionType: 'KEYS_ONLY', NonKeyAttributes: ['a'] }),
      /KEYS_ONLY, but NonKeyAttributes is specified/,
    ],
  ];
  for (const [what, more, message] of refused)
    it(`rejects ${what}`, () => {
      const request = { TableName: 'things', ...thingsTable(), ...more };
      assert.throws(() => createFixture().call('CreateTable', request), invalid(message));
    });
});

describe('UpdateTable', () => {
  const other = {
    IndexName: 'by-other',
    KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }],
    Projection: { ProjectionType: 'ALL' },
  };
  const create = {
    TableName: 'things',
    AttributeDefinitions: [{ AttributeName: 'other', AttributeType: 'S' }],
    GlobalSecondaryIndexUpdates: [{ Create: other }],
  };

  it('adds an index with what is there, which of a wrong type stays out, and removes it', () => {
    const { call } = createThings();
    call('PutItem', { TableName: 'things', Item: { ...key('p'), other: { S: 'o' } } });
    call('PutItem', { TableName: 'things', Item: { ...key('q'), other: { N: '1' } } });
    call('UpdateTable', create);
    call('PutItem', { TableName: 'things', Item: { ...key('r'), other: { S: 'o' } } });
    const query = {
      TableName: 'things',
      IndexName: 'by-other',
      KeyConditionExpression: 'other = :o',
      ExpressionAttributeValues: { ':o': { S: 'o' } },
    };
    assert.throws(() => call('Query', query), invalid(/reserved keyword: other/));
    const named = {
      ...query,
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'other' },
    };
    assert.equal(call('Query', named).Count, 2);
    call('UpdateTable', {
      TableName: 'things',
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-other' } }],
    });
    assert.throws(() => call('Query', named), invalid(/does not have the specified index: by-other/));
    call('UpdateTable', create);
    assert.equal(call('Query', named).Count, 2);
  });

  it('changes settings and keeps the rest', () => {
    const { call } = createThings();
    const before = call('DescribeTable', { TableName: 'things' }).Table;
    call('UpdateTable', {
      TableName: 'things',
      DeletionProtectionEnabled: true,
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: 'key' },
    });
    assert.deepEqual(call('DescribeTable', { TableName: 'things' }).Table, {
      ...before,
      DeletionProtectionEnabled: true,
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: 'key' },
    });
  });

  it('creates or deletes one index at a time', () => {
    const { call } = createThings();
    const change = {
      ...create,
      GlobalSecondaryIndexUpdates: [{ Create: other }, { Delete: { IndexName: 'by-group' } }],
    };
    assert.throws(() => call('UpdateTable', change), {
      code: 'LimitExceededException',
      message: /Only 1 online index/,
    });
    const second = { ...other, IndexName: 'by-other-again' };
    assert.throws(
      () =>
        call('UpdateTable', {
          ...create,
          GlobalSecondaryIndexUpdates: [{ Create: other }, { Create: second }],
        }),
      { code: 'LimitExceededException' },
    );
    assert.doesNotThrow(() => call('Scan', { TableName: 'things', IndexName: 'by-group' }));
  });

  const refused: readonly [what: string, more: object, message: RegExp][] = [
    ['replicas', { ReplicaUpdates: [] }, /ReplicaUpdates: there is one Region/],
    [
      'removing an index that is not there',
      { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'nope' } }] },
      /specified index: nope/,
    ],
    [
      'adding an index twice',
      { GlobalSecondaryIndexUpdates: [{ Create: thingsTable().GlobalSecondaryIndexes[0] }] },
      /Duplicate index name: by-group/,
    ],
    [
      'two changes in one',
      { GlobalSecondaryIndexUpdates: [{ Create: other, Delete: other }] },
      /exactly one of/,
    ],
  ];
  for (const [what, more, message] of refused)
    it(`rejects ${what}`, () => {
      assert.throws(
        () => createThings().call('UpdateTable', { TableName: 'things', ...more }),
        invalid(message),
      );
    });
});

describe('DeleteTable', () => {
  it('removes items and index entries with the table', () => {
    const { call, context } = createThings();
    call('PutItem', { TableName: 'things', Item: { ...key('p'), group: { S: 'g' }, at: { N: '1' } } });
    call('DeleteTable', { TableName: 'things' });
    assert.throws(
      () => call('DescribeTable', { TableName: 'things' }),
      awsError('ResourceNotFoundException'),
    );
    for (const table of ['ddb_item', 'ddb_index_entry', 'ddb_table'])
      assert.equal(context.database.prepare(`SELECT COUNT(*) AS n FROM ${table}`).get()?.['n'], 0, table);
  });

  it('rejects a protected table', () => {
    const { call } = createThings();
    call('UpdateTable', { TableName: 'things', DeletionProtectionEnabled: true });
    assert.throws(
      () => call('DeleteTable', { TableName: 'things' }),
      invalid(/currently protected against deletion/),
    );
    assert.ok(call('DescribeTable', { TableName: 'things' }).Table);
  });
});

describe('ListTables', () => {
  it('lists names in order, page by page', () => {
    const { call } = createFixture();
    for (const name of ['bbb', 'ccc', 'aaa']) call('CreateTable', { TableName: name, ...thingsTable() });
    assert.deepEqual(call('ListTables', { Limit: 2 }), {
      TableNames: ['aaa', 'bbb'],
      LastEvaluatedTableName: 'bbb',
    });
    assert.deepEqual(call('ListTables', { ExclusiveStartTableName: 'bbb' }), { TableNames: ['ccc'] });
  });
});

describe('tags', () => {
  it('are added, replaced and removed', () => {
    const { call } = createFixture();
    call('CreateTable', { TableName: 'things', ...thingsTable(), Tags: [{ Key: 'a', Value: '1' }] });
    const Tags = [
      { Key: 'a', Value: '2' },
      { Key: 'b', Value: '3' },
    ];
    call('TagResource', { ResourceArn: ARN, Tags });
    assert.deepEqual(call('ListTagsOfResource', { ResourceArn: ARN }), { Tags });
    call('UntagResource', { ResourceArn: ARN, TagKeys: ['a'] });
    assert.deepEqual(call('ListTagsOfResource', { ResourceArn: ARN }), { Tags: Tags.slice(1) });
  });

  it('fail for an ARN of no table', () => {
    assert.throws(
      () => createThings().call('ListTagsOfResource', { ResourceArn: `${ARN}-2` }),
      awsError('ResourceNotFoundException'),
    );
  });
});

describe('point-in-time recovery', () => {
  it('is remembered with its window', () => {
    const { call, clock } = createThings();
    const off: unknown = call('DescribeContinuousBackups', { TableName: 'things' });
    assert.deepEqual(off, {
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
      },
    });
    const since = clock.now;
    call('UpdateContinuousBackups', {
      TableName: 'things',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    clock.now += 3600_000;
    assert.deepEqual(call('DescribeContinuousBackups', { TableName: 'things' }), {
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: {
          PointInTimeRecoveryStatus: 'ENABLED',
          RecoveryPeriodInDays: 35,
          EarliestRestorableDateTime: since / 1000,
          LatestRestorableDateTime: clock.now / 1000,
        },
      },
    });
  });
});

describe('operations and parameters that are not emulated', () => {
  it('are refused by name', () => {
    assert.throws(
      () => createFixture().call('DescribeLimits', {}),
      awsError('UnknownOperationException', /DescribeLimits/),
    );
  });
});
