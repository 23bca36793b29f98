import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createStore } from '../../../../../local/dynamodb/storage/store.ts';
import { sweepExpired } from '../../../../../local/dynamodb/storage/sweep-expired.ts';
import { createThings, invalid, key, type Fixture } from '../dynamodb-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html

const specification = { AttributeName: 'expires', Enabled: true };

function put({ call, clock }: Fixture, pk: string, inSeconds: number): void {
  const expires = { N: String(Math.floor(clock.now / 1000) + inSeconds) };
  call('PutItem', { TableName: 'things', Item: { ...key(pk), expires, group: { S: 'g' }, at: { N: '1' } } });
}

function left({ call }: Fixture, more: object = {}): readonly string[] {
  const { Items = [] } = call('Scan', { TableName: 'things', ...more });
  return Items.map((item) => item['pk']?.['S'] ?? '').toSorted();
}

describe('time to live', () => {
  it('deletes expired items with their index entries, some time after they expired', () => {
    const fixture = createThings();
    const store = createStore(fixture.context);
    put(fixture, 'before', 10);
    fixture.call('UpdateTimeToLive', { TableName: 'things', TimeToLiveSpecification: specification });
    put(fixture, 'after', 10);
    put(fixture, 'later', 1000);
    fixture.clock.now += 11_000;
    assert.equal(sweepExpired(store), 0);
    assert.deepEqual(left(fixture), ['after', 'before', 'later']);
    fixture.clock.now += 60_000;
    assert.equal(sweepExpired(store), 2);
    assert.deepEqual(left(fixture), ['later']);
    assert.deepEqual(left(fixture, { IndexName: 'by-group' }), ['later']);
  });

  it('spares an item whose expiry was moved on, is no number, or is over five years past', () => {
    const fixture = createThings();
    fixture.call('UpdateTimeToLive', { TableName: 'things', TimeToLiveSpecification: specification });
    put(fixture, 'moved', 10);
    put(fixture, 'moved', 10_000);
    put(fixture, 'ancient', -6 * 365 * 86_400);
    fixture.call('PutItem', { TableName: 'things', Item: { ...key('text'), expires: { S: '1' } } });
    fixture.clock.now += 100_000;
    assert.equal(sweepExpired(createStore(fixture.context)), 0);
  });

  it('deletes nothing once it is off', () => {
    const fixture = createThings();
    fixture.call('UpdateTimeToLive', { TableName: 'things', TimeToLiveSpecification: specification });
    put(fixture, 'p', 10);
    fixture.call('UpdateTimeToLive', {
      TableName: 'things',
      TimeToLiveSpecification: { ...specification, Enabled: false },
    });
    fixture.clock.now += 100_000;
    assert.equal(sweepExpired(createStore(fixture.context)), 0);
  });

  it('is described, and rejects what it already is', () => {
    const { call } = createThings();
    const request = { TableName: 'things', TimeToLiveSpecification: specification };
    assert.deepEqual(call('DescribeTimeToLive', { TableName: 'things' }), {
      TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' },
    });
    assert.deepEqual(call('UpdateTimeToLive', request), { TimeToLiveSpecification: specification });
    assert.deepEqual(call('DescribeTimeToLive', { TableName: 'things' }), {
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
    });
    assert.throws(() => call('UpdateTimeToLive', request), invalid('TimeToLive is already enabled'));
    const other = { TableName: 'things', TimeToLiveSpecification: { AttributeName: 'x', Enabled: true } };
    assert.throws(() => call('UpdateTimeToLive', other), invalid(/current AttributeName is expires/));
  });
});
