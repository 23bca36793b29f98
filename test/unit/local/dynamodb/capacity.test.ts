import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createThings, key, type Answer, type Fixture } from './dynamodb-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html

const indexed = { group: { S: 'g' }, at: { N: '1' } };
/** An item of exactly that many bytes, keys and names included, without index attributes. */
const sized = (bytes: number) => ({ ...key('p'), b: { S: 'x'.repeat(bytes - 7) } });

function units(answer: Answer): unknown {
  return answer.ConsumedCapacity?.['CapacityUnits'];
}

function put(fixture: Fixture, item: object): Answer {
  return fixture.call('PutItem', { TableName: 'things', Item: item, ReturnConsumedCapacity: 'INDEXES' });
}

describe('a write', () => {
  const sizes: readonly [bytes: number, units: number][] = [
    [8, 1],
    [1024, 1],
    [1025, 2],
    [10_240, 10],
  ];
  for (const [bytes, expected] of sizes)
    it(`of ${bytes} bytes costs ${expected}`, () => {
      assert.equal(units(put(createThings(), sized(bytes))), expected);
    });

  it('costs the larger of the item before and after it', () => {
    const fixture = createThings();
    put(fixture, sized(3000));
    assert.equal(units(put(fixture, sized(10))), 3);
    assert.equal(units(put(fixture, sized(2000))), 2);
    const request = { TableName: 'things', Key: key('p'), ReturnConsumedCapacity: 'TOTAL' };
    assert.equal(units(fixture.call('DeleteItem', request)), 2);
    assert.equal(units(fixture.call('DeleteItem', request)), 1);
  });

  const ofIndex: readonly [what: string, before: object, after: object, units: number | undefined][] = [
    ['a new entry 1', {}, indexed, 1],
    ['no entry nothing', {}, { other: { S: 'x' } }, undefined],
    ['an entry that stays the same nothing', indexed, indexed, undefined],
    ['an entry that carries something else 1', indexed, { ...indexed, b: { S: 'y' } }, 1],
    ['an entry whose key changes 2', indexed, { ...indexed, at: { N: '2' } }, 2],
    ['an entry that goes 1', indexed, {}, 1],
  ];
  for (const [what, before, after, expected] of ofIndex)
    it(`costs an index for ${what}`, () => {
      const fixture = createThings();
      put(fixture, { ...key('p'), ...before });
      assert.deepEqual(put(fixture, { ...key('p'), ...after }).ConsumedCapacity, {
        TableName: 'things',
        CapacityUnits: 1 + (expected ?? 0),
        Table: { CapacityUnits: 1 },
        ...(expected !== undefined && {
          GlobalSecondaryIndexes: { 'by-group': { CapacityUnits: expected } },
        }),
      });
    });

  it('costs an index of keys alone nothing when other attributes change', () => {
    const fixture = createThings({ ProjectionType: 'KEYS_ONLY' });
    assert.equal(units(put(fixture, { ...sized(5000), ...indexed })), 5 + 1);
    assert.equal(units(put(fixture, { ...sized(4000), ...indexed })), 5);
  });

  it('of a batch adds up by table', () => {
    const { call } = createThings();
    const writes = [{ PutRequest: { Item: sized(1500) } }, { DeleteRequest: { Key: key('q') } }];
    const answer = call('BatchWriteItem', {
      RequestItems: { things: writes },
      ReturnConsumedCapacity: 'TOTAL',
    });
    assert.deepEqual(answer.ConsumedCapacity, [{ TableName: 'things', CapacityUnits: 3 }]);
  });

  it('of a transaction costs double', () => {
    const { call } = createThings();
    const answer = call('TransactWriteItems', {
      TransactItems: [
        { Put: { TableName: 'things', Item: sized(1500) } },
        {
          ConditionCheck: {
            TableName: 'things',
            Key: key('q'),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
      ],
      ReturnConsumedCapacity: 'TOTAL',
    });
    assert.deepEqual(answer.ConsumedCapacity, [
      { TableName: 'things', CapacityUnits: 6, WriteCapacityUnits: 6 },
    ]);
  });
});

describe('a read', () => {
  const sizes: readonly [bytes: number, consistent: number][] = [
    [4096, 1],
    [4097, 2],
  ];
  for (const [bytes, consistent] of sizes)
    it(`of ${bytes} bytes costs ${consistent}, half of it if it may be stale, double in a transaction`, () => {
      const fixture = createThings();
      put(fixture, sized(bytes));
      const get = { TableName: 'things', Key: key('p') };
      const asking = { ...get, ReturnConsumedCapacity: 'TOTAL' };
      assert.equal(units(fixture.call('GetItem', { ...asking, ConsistentRead: true })), consistent);
      assert.equal(units(fixture.call('GetItem', asking)), consistent / 2);
      const transacted = fixture.call('TransactGetItems', {
        TransactItems: [{ Get: get }],
        ReturnConsumedCapacity: 'TOTAL',
      });
      assert.deepEqual(transacted.ConsumedCapacity, [
        { TableName: 'things', CapacityUnits: consistent * 2, ReadCapacityUnits: consistent * 2 },
      ]);
    });

  it('of nothing costs as much as one of something small', () => {
    const answer = createThings().call('GetItem', {
      TableName: 'things',
      Key: key('p'),
      ReturnConsumedCapacity: 'TOTAL',
    });
    assert.equal(units(answer), 0.5);
  });

  it('by a query adds the sizes of what it read up before rounding, filtered or not', () => {
    const { call } = createThings();
    for (let n = 0; n < 10; n += 1)
      call('PutItem', { TableName: 'things', Item: { ...key('p', `${n}`), b: { S: 'x'.repeat(993) } } });
    const answer = call('Query', {
      TableName: 'things',
      KeyConditionExpression: 'pk = :p',
      FilterExpression: 'attribute_exists(nothing)',
      ExpressionAttributeValues: { ':p': { S: 'p' } },
      ReturnConsumedCapacity: 'INDEXES',
    });
    assert.deepEqual(answer, {
      Items: [],
      Count: 0,
      ScannedCount: 10,
      ConsumedCapacity: { TableName: 'things', CapacityUnits: 1.5, Table: { CapacityUnits: 1.5 } },
    });
  });

  it('of an index costs what the index carries', () => {
    const fixture = createThings({ ProjectionType: 'KEYS_ONLY' });
    put(fixture, { ...sized(100_000), ...indexed });
    const answer = fixture.call('Query', {
      TableName: 'things',
      IndexName: 'by-group',
      KeyConditionExpression: '#g = :g',
      ExpressionAttributeNames: { '#g': 'group' },
      ExpressionAttributeValues: { ':g': { S: 'g' } },
      ReturnConsumedCapacity: 'INDEXES',
    });
    assert.deepEqual(answer.ConsumedCapacity, {
      TableName: 'things',
      CapacityUnits: 0.5,
      Table: { CapacityUnits: 0 },
      GlobalSecondaryIndexes: { 'by-group': { CapacityUnits: 0.5 } },
    });
  });

  it('says nothing of capacity unless asked', () => {
    assert.equal('ConsumedCapacity' in put(createThings(), key('p')), true);
    const silent = createThings().call('PutItem', { TableName: 'things', Item: key('p') });
    assert.equal('ConsumedCapacity' in silent, false);
  });
});
