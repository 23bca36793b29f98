import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { awsError, createThings, type Fixture, key } from './dynamodb-fixture.ts';

const put = (fixture: Fixture, bytes = 8) =>
  fixture.call('PutItem', {
    TableName: 'things',
    Item: { ...key('p'), ...(bytes > 8 && { b: { S: 'x'.repeat(bytes - 7) } }) },
  });
const get = (fixture: Fixture) =>
  fixture.call('GetItem', { TableName: 'things', Key: key('p'), ConsistentRead: true });
const limit = (fixture: Fixture, OnDemandThroughput: object) =>
  fixture.call('UpdateTable', { TableName: 'things', OnDemandThroughput });
const exceeded = awsError(
  'ProvisionedThroughputExceededException',
  'Throughput exceeds the maximum OnDemandThroughput configured on table or index.',
);

function shown(fixture: Fixture): unknown {
  return fixture.call('DescribeTable', { TableName: 'things' }).Table?.['OnDemandThroughput'];
}

function limited(OnDemandThroughput: object): Fixture {
  const fixture = createThings();
  limit(fixture, OnDemandThroughput);
  return fixture;
}

describe('a table with a maximum of writes', () => {
  it('takes so many units a second, refuses the next, and takes as many again a second later', () => {
    const fixture = limited({ MaxWriteRequestUnits: 2 });
    put(fixture);
    put(fixture);
    assert.throws(() => put(fixture), exceeded);
    fixture.clock.now += 1_000;
    put(fixture);
    put(fixture);
    assert.throws(() => put(fixture), exceeded);
  });

  it('takes a larger write whole, and nothing until time has made up for it', () => {
    const fixture = limited({ MaxWriteRequestUnits: 1 });
    put(fixture, 3 * 1024);
    fixture.clock.now += 2_000;
    assert.throws(() => put(fixture), exceeded);
    fixture.clock.now += 1_000;
    put(fixture);
  });

  it('says which limit it was, of which table', () => {
    const fixture = limited({ MaxWriteRequestUnits: 1 });
    put(fixture);
    assert.throws(
      () => put(fixture),
      (error: { members?: unknown }) => {
        const reason = 'TableWriteMaxOnDemandThroughputExceeded';
        const resource = 'arn:aws:dynamodb:us-east-1:000000000000:table/things';
        assert.deepEqual(error.members, { ThrottlingReasons: [{ reason, resource }] });
        return true;
      },
    );
  });

  it('is read as before', () => {
    const fixture = limited({ MaxWriteRequestUnits: 1 });
    put(fixture);
    for (let times = 0; times < 5; times++) get(fixture);
  });

  it('refuses batches and transactions too', () => {
    const fixture = limited({ MaxWriteRequestUnits: 1 });
    const write = { Item: key('q') };
    put(fixture);
    const RequestItems = { things: [{ PutRequest: write }] };
    assert.throws(() => fixture.call('BatchWriteItem', { RequestItems }), exceeded);
    const TransactItems = [{ Put: { TableName: 'things', ...write } }];
    assert.throws(() => fixture.call('TransactWriteItems', { TransactItems }), exceeded);
  });
});

describe('a table with a maximum of reads', () => {
  it('is held to it by every read', () => {
    const fixture = limited({ MaxReadRequestUnits: 1 });
    put(fixture);
    get(fixture);
    for (const [operation, input] of [
      ['GetItem', { TableName: 'things', Key: key('p') }],
      ['Scan', { TableName: 'things' }],
      ['BatchGetItem', { RequestItems: { things: { Keys: [key('p')] } } }],
    ] as const)
      assert.throws(() => fixture.call(operation, input), exceeded, operation);
  });

  it('answers the consumed capacity as it was asked for', () => {
    const fixture = limited({ MaxReadRequestUnits: 100 });
    put(fixture);
    const read = (mode: object) =>
      fixture.call('GetItem', { TableName: 'things', Key: key('p'), ...mode }).ConsumedCapacity;
    assert.equal(read({}), undefined);
    assert.deepEqual(read({ ReturnConsumedCapacity: 'TOTAL' }), { TableName: 'things', CapacityUnits: 0.5 });
  });
});

describe('a maximum', () => {
  it('is described, stays where it is not named, and is gone by -1', () => {
    const fixture = limited({ MaxReadRequestUnits: 3 });
    limit(fixture, { MaxWriteRequestUnits: 1 });
    assert.deepEqual(shown(fixture), { MaxReadRequestUnits: 3, MaxWriteRequestUnits: 1 });
    fixture.call('UpdateTable', { TableName: 'things', DeletionProtectionEnabled: true });
    assert.deepEqual(shown(fixture), { MaxReadRequestUnits: 3, MaxWriteRequestUnits: 1 });
    limit(fixture, { MaxReadRequestUnits: -1, MaxWriteRequestUnits: -1 });
    assert.equal(shown(fixture), undefined);
    for (let times = 0; times < 5; times++) put(fixture);
  });

  it('rejects 0, and a table with provisioned capacity', () => {
    assert.throws(
      () => limited({ MaxWriteRequestUnits: 0 }),
      /MaxWriteRequestUnits is 0; it must be -1 or at least 1/,
    );
    const fixture = createThings();
    assert.throws(
      () =>
        fixture.call('UpdateTable', {
          TableName: 'things',
          BillingMode: 'PROVISIONED',
          ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
          OnDemandThroughput: { MaxReadRequestUnits: 1 },
        }),
      /BillingMode is PAY_PER_REQUEST/,
    );
  });
});
