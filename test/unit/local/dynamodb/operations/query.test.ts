import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFixture, createThings, invalid, key, type Answer, type Fixture } from '../dynamodb-fixture.ts';

/** Ten things of one partition, `a0` to `a9`, in two groups. */
function tenThings(): Fixture {
  const fixture = createThings();
  for (let n = 0; n < 10; n += 1)
    fixture.call('PutItem', {
      TableName: 'things',
      Item: {
        ...key('p', `a${n}`),
        group: { S: n % 2 ? 'odd' : 'even' },
        at: { N: String(n) },
        body: { S: 'x' },
      },
    });
  fixture.call('PutItem', { TableName: 'things', Item: key('other', 'a5') });
  return fixture;
}

const values = (more: object = {}) => ({ ':p': { S: 'p' }, ...more });
const sks = (answer: Answer): readonly unknown[] => (answer.Items ?? []).map((item) => item['sk']?.['S']);

describe('Query', () => {
  const ranges: readonly [condition: string, more: object, found: readonly string[]][] = [
    ['sk = :a', { ':a': { S: 'a3' } }, ['a3']],
    ['sk < :a', { ':a': { S: 'a2' } }, ['a0', 'a1']],
    ['sk <= :a', { ':a': { S: 'a2' } }, ['a0', 'a1', 'a2']],
    ['sk > :a', { ':a': { S: 'a7' } }, ['a8', 'a9']],
    ['sk >= :a', { ':a': { S: 'a8' } }, ['a8', 'a9']],
    ['sk BETWEEN :a AND :b', { ':a': { S: 'a35' }, ':b': { S: 'a5' } }, ['a4', 'a5']],
    ['begins_with(sk, :a)', { ':a': { S: 'a9' } }, ['a9']],
    ['begins_with(sk, :a)', { ':a': { S: 'b' } }, []],
  ];
  for (const [condition, more, found] of ranges)
    it(`finds ${found.join(' ') || 'nothing'} by ${condition}, both ways`, () => {
      const { call } = tenThings();
      const request = {
        TableName: 'things',
        KeyConditionExpression: `pk = :p AND ${condition}`,
        ExpressionAttributeValues: values(more),
      };
      assert.deepEqual(sks(call('Query', request)), found);
      assert.deepEqual(sks(call('Query', { ...request, ScanIndexForward: false })), found.toReversed());
    });

  it('ends a page at its limit, before the filter, and goes on behind its last key', () => {
    const { call } = tenThings();
    const request = {
      TableName: 'things',
      KeyConditionExpression: 'pk = :p',
      FilterExpression: '#g = :odd',
      ExpressionAttributeNames: { '#g': 'group' },
      ExpressionAttributeValues: values({ ':odd': { S: 'odd' } }),
      Limit: 4,
    };
    const first = call('Query', request);
    assert.deepEqual([first.Count, first.ScannedCount, sks(first)], [2, 4, ['a1', 'a3']]);
    assert.deepEqual(first.LastEvaluatedKey, key('p', 'a3'));
    const second = call('Query', { ...request, ExclusiveStartKey: first.LastEvaluatedKey });
    assert.deepEqual(sks(second), ['a5', 'a7']);
    const third = call('Query', { ...request, ExclusiveStartKey: second.LastEvaluatedKey });
    assert.deepEqual(sks(third), ['a9']);
    assert.equal('LastEvaluatedKey' in third, false);
  });

  it('goes on where it was although the item of the last key is gone', () => {
    const { call } = tenThings();
    const request = {
      TableName: 'things',
      IndexName: 'by-group',
      KeyConditionExpression: '#g = :g',
      ExpressionAttributeNames: { '#g': 'group' },
      ExpressionAttributeValues: { ':g': { S: 'even' } },
      ScanIndexForward: false,
      Limit: 2,
    };
    const first = call('Query', request);
    assert.deepEqual(sks(first), ['a8', 'a6']);
    assert.deepEqual(first.LastEvaluatedKey, { ...key('p', 'a6'), group: { S: 'even' }, at: { N: '6' } });
    call('DeleteItem', { TableName: 'things', Key: key('p', 'a6') });
    const second = call('Query', { ...request, ExclusiveStartKey: first.LastEvaluatedKey });
    assert.deepEqual(sks(second), ['a4', 'a2']);
  });

  it('tells entries of an index apart that have the same key there', () => {
    const { call } = createThings();
    for (const sk of ['c', 'a', 'b'])
      call('PutItem', { TableName: 'things', Item: { ...key('p', sk), group: { S: 'g' }, at: { N: '1' } } });
    const found: unknown[] = [];
    let from: object | undefined;
    do {
      const answer = call('Query', {
        TableName: 'things',
        IndexName: 'by-group',
        KeyConditionExpression: '#g = :g',
        ExpressionAttributeNames: { '#g': 'group' },
        ExpressionAttributeValues: { ':g': { S: 'g' } },
        Limit: 1,
        ...(from && { ExclusiveStartKey: from }),
      });
      found.push(...sks(answer));
      from = answer.LastEvaluatedKey;
    } while (from);
    assert.deepEqual(found, ['a', 'b', 'c']);
  });

  it('leaves out of an index what lacks its key, and what an update takes out of it', () => {
    const { call } = tenThings();
    call('UpdateItem', {
      TableName: 'things',
      Key: key('p', 'a4'),
      UpdateExpression: 'REMOVE #g',
      ExpressionAttributeNames: { '#g': 'group' },
    });
    const answer = call('Query', {
      TableName: 'things',
      IndexName: 'by-group',
      KeyConditionExpression: '#g = :g AND #at >= :n',
      ExpressionAttributeNames: { '#g': 'group', '#at': 'at' },
      ExpressionAttributeValues: { ':g': { S: 'even' }, ':n': { N: '2' } },
    });
    assert.deepEqual(sks(answer), ['a2', 'a6', 'a8']);
  });

  it('gives of an index what it carries', () => {
    const { call } = createThings({ ProjectionType: 'INCLUDE', NonKeyAttributes: ['body'] });
    const item = { ...key('p'), group: { S: 'g' }, at: { N: '1' }, body: { S: 'b' } };
    call('PutItem', { TableName: 'things', Item: { ...item, concealed: { S: 'h' } } });
    const request = {
      TableName: 'things',
      IndexName: 'by-group',
      KeyConditionExpression: '#g = :g',
      ExpressionAttributeNames: { '#g': 'group' },
      ExpressionAttributeValues: { ':g': { S: 'g' } },
    };
    assert.deepEqual(call('Query', request).Items, [item]);
    assert.throws(
      () => call('Query', { ...request, Select: 'ALL_ATTRIBUTES' }),
      invalid(/ALL_ATTRIBUTES is not supported for global secondary index by-group/),
    );
    assert.throws(
      () => call('Query', { ...request, ProjectionExpression: 'concealed' }),
      invalid(/index by-group does not project \[concealed\]/),
    );
    assert.throws(
      () => call('Query', { ...request, ConsistentRead: true }),
      invalid('Consistent reads are not supported on global secondary indexes'),
    );
  });

  it('counts without giving items', () => {
    const { call } = tenThings();
    const answer = call('Query', {
      TableName: 'things',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: values(),
      Select: 'COUNT',
    });
    assert.deepEqual(answer, { Count: 10, ScannedCount: 10 });
  });

  it('ends a page at 1 MB', () => {
    const { call } = createThings();
    for (let n = 0; n < 5; n += 1)
      call('PutItem', { TableName: 'things', Item: { ...key('p', `${n}`), b: { S: 'x'.repeat(300_000) } } });
    const request = {
      TableName: 'things',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: values(),
    };
    const first = call('Query', request);
    assert.deepEqual([first.Count, first.LastEvaluatedKey], [3, key('p', '2')]);
    const second = call('Query', { ...request, ExclusiveStartKey: first.LastEvaluatedKey });
    assert.deepEqual([second.Count, second.LastEvaluatedKey], [2, undefined]);
  });

  it('reads a local index, and fetches from the table what that does not carry', () => {
    const { call } = createFixture();
    call('CreateTable', {
      TableName: 'things',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'rank'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: 'by-rank',
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'rank', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
    const item = { ...key('p'), rank: { S: '1' }, body: { S: 'b'.repeat(5000) } };
    call('PutItem', { TableName: 'things', Item: item });
    const request = {
      TableName: 'things',
      IndexName: 'by-rank',
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: values(),
      ReturnConsumedCapacity: 'TOTAL',
    };
    const carried = call('Query', request);
    assert.deepEqual(carried.Items, [{ ...key('p'), rank: { S: '1' } }]);
    assert.equal(carried.ConsumedCapacity?.['CapacityUnits'], 1);
    const fetched = call('Query', { ...request, Select: 'ALL_ATTRIBUTES' });
    assert.deepEqual(fetched.Items, [item]);
    assert.equal(fetched.ConsumedCapacity?.['CapacityUnits'], 1 + 2);
  });

  const refused: readonly [what: string, input: object, message: string | RegExp][] = [
    ['no key condition', {}, /KeyConditionExpression parameter must be specified/],
    [
      'a missing partition key',
      { KeyConditionExpression: 'sk = :p' },
      'Query condition missed key schema element: pk',
    ],
    [
      'a range of the partition key',
      { KeyConditionExpression: 'pk > :p' },
      'Query key condition not supported',
    ],
    [
      'another attribute',
      { KeyConditionExpression: 'pk = :p AND body = :p' },
      'Query condition missed key schema element: sk',
    ],
    [
      'two conditions on a key',
      { KeyConditionExpression: 'pk = :p AND sk > :p AND sk < :p' },
      /only contain one condition per key/,
    ],
    [
      'OR',
      { KeyConditionExpression: 'pk = :p OR sk = :p' },
      'Invalid operator used in KeyConditionExpression: OR',
    ],
    [
      '<>',
      { KeyConditionExpression: 'pk = :p AND sk <> :p' },
      'Invalid operator used in KeyConditionExpression: <>',
    ],
    ['IN', { KeyConditionExpression: 'pk IN (:p)' }, 'Invalid operator used in KeyConditionExpression: IN'],
    [
      'a value of another type',
      { KeyConditionExpression: 'pk = :n', ExpressionAttributeValues: { ':n': { N: '1' } } },
      /Condition parameter type does not match schema type/,
    ],
    [
      'a filter on a key',
      { KeyConditionExpression: 'pk = :p', FilterExpression: 'sk = :p' },
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
    ],
    [
      'an unknown index',
      { KeyConditionExpression: 'pk = :p', IndexName: 'nope' },
      'The table does not have the specified index: nope',
    ],
    [
      'a limit of 0',
      { KeyConditionExpression: 'pk = :p', Limit: 0 },
      /at 'limit' failed to satisfy constraint/,
    ],
    [
      'a start key of another shape',
      { KeyConditionExpression: 'pk = :p', ExclusiveStartKey: { pk: { S: 'p' } } },
      /The provided starting key is invalid/,
    ],
    [
      'a start key of another partition',
      { KeyConditionExpression: 'pk = :p', ExclusiveStartKey: key('q') },
      /starting key is outside query boundaries/,
    ],
    [
      'a start key outside the range',
      { KeyConditionExpression: 'pk = :p AND begins_with(sk, :p)', ExclusiveStartKey: key('p', 'z') },
      /starting key is outside query boundaries/,
    ],
    [
      'all projected attributes of a table',
      { KeyConditionExpression: 'pk = :p', Select: 'ALL_PROJECTED_ATTRIBUTES' },
      /only when Querying using an IndexName/,
    ],
    [
      'specific attributes without naming them',
      { KeyConditionExpression: 'pk = :p', Select: 'SPECIFIC_ATTRIBUTES' },
      /Must specify the AttributesToGet or ProjectionExpression/,
    ],
    [
      'a count of named attributes',
      { KeyConditionExpression: 'pk = :p', Select: 'COUNT', ProjectionExpression: 'pk' },
      /only the Count/,
    ],
    [
      'legacy conditions',
      { KeyConditions: {} },
      /KeyConditions: it is a legacy parameter; use KeyConditionExpression/,
    ],
  ];
  for (const [what, input, message] of refused)
    it(`rejects ${what}`, () => {
      const request = {
        TableName: 'things',
        ...('KeyConditionExpression' in input && { ExpressionAttributeValues: values() }),
        ...input,
      };
      assert.throws(() => createThings().call('Query', request), invalid(message));
    });
});
