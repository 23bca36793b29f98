import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { awsError, createThings, invalid, key } from '../dynamodb-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html

const put = (pk: string, more: object = {}) => ({ PutRequest: { Item: { ...key(pk), ...more } } });

describe('BatchWriteItem', () => {
  it('puts and deletes, indexes included', () => {
    const { call } = createThings();
    call('BatchWriteItem', {
      RequestItems: { things: [put('a', { group: { S: 'g' }, at: { N: '1' } }), put('b')] },
    });
    const answer = call('BatchWriteItem', {
      RequestItems: { things: [put('c'), { DeleteRequest: { Key: key('a') } }] },
    });
    assert.deepEqual(answer, { UnprocessedItems: {} });
    assert.equal(call('Scan', { TableName: 'things' }).Count, 2);
    assert.equal(call('Scan', { TableName: 'things', IndexName: 'by-group' }).Count, 0);
  });

  it('writes nothing when one of its items is refused', () => {
    const { call } = createThings();
    const request = { RequestItems: { things: [put('a'), put('')] } };
    assert.throws(() => call('BatchWriteItem', request), invalid(/empty string value/));
    assert.equal(call('Scan', { TableName: 'things' }).Count, 0);
  });

  const refused: readonly [what: string, requests: readonly object[], message: RegExp][] = [
    ['no writes', [], /greater than or equal to 1/],
    [
      '26 writes',
      Array.from({ length: 26 }, (_, n) => put(`p${n}`)),
      /Too many items requested for the BatchWriteItem call/,
    ],
    [
      'two writes of one item',
      [put('a'), { DeleteRequest: { Key: key('a') } }],
      /list of item keys contains duplicates/,
    ],
    ['a write that is none', [{}], /exactly one of PutRequest and DeleteRequest/],
    [
      'a condition',
      [{ PutRequest: { Item: key('a'), ConditionExpression: 'x' } }],
      /Unknown parameter ConditionExpression/,
    ],
  ];
  for (const [what, requests, message] of refused)
    it(`rejects ${what}`, () => {
      assert.throws(
        () => createThings().call('BatchWriteItem', { RequestItems: { things: requests } }),
        invalid(message),
      );
    });

  it('rejects a table that is not there', () => {
    assert.throws(
      () => createThings().call('BatchWriteItem', { RequestItems: { nothing: [put('a')] } }),
      awsError('ResourceNotFoundException'),
    );
  });
});

describe('BatchGetItem', () => {
  it('gives the items that there are', () => {
    const { call } = createThings();
    call('BatchWriteItem', { RequestItems: { things: [put('a', { n: { N: '1' } }), put('b')] } });
    const answer = call('BatchGetItem', {
      RequestItems: { things: { Keys: [key('a'), key('none')], ProjectionExpression: 'n' } },
    });
    assert.deepEqual(answer, { Responses: { things: [{ n: { N: '1' } }] }, UnprocessedKeys: {} });
  });

  it('gives back the keys beyond 16 MB', () => {
    const { call } = createThings();
    const names = Array.from({ length: 45 }, (_, n) => `p${n}`);
    for (const pk of names)
      call('PutItem', { TableName: 'things', Item: { ...key(pk), b: { S: 'x'.repeat(400_000) } } });
    const keys = names.map((pk) => key(pk));
    const answer: unknown = call('BatchGetItem', {
      RequestItems: { things: { Keys: keys, ConsistentRead: true } },
    });
    const { Responses, UnprocessedKeys } = answer as {
      Responses: { things: unknown[] };
      UnprocessedKeys: { things: { Keys: unknown[]; ConsistentRead: boolean } };
    };
    assert.equal(Responses.things.length, 41);
    assert.deepEqual(UnprocessedKeys.things, { Keys: keys.slice(41), ConsistentRead: true });
  });

  const refused: readonly [what: string, keys: readonly object[], message: RegExp][] = [
    ['no keys', [], /greater than or equal to 1/],
    [
      '101 keys',
      Array.from({ length: 101 }, (_, n) => key(`p${n}`)),
      /Too many items requested for the BatchGetItem call/,
    ],
    ['a key twice', [key('a'), key('a')], /contains duplicates/],
  ];
  for (const [what, keys, message] of refused)
    it(`rejects ${what}`, () => {
      assert.throws(
        () => createThings().call('BatchGetItem', { RequestItems: { things: { Keys: keys } } }),
        invalid(message),
      );
    });
});
