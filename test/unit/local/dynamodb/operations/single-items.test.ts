import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { awsError, createFixture, createThings, invalid, key } from '../dynamodb-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html

const CONDITION_FAILED = awsError('ConditionalCheckFailedException', 'The conditional request failed');

describe('PutItem', () => {
  it('stores an item that GetItem then gives', () => {
    const { call } = createThings();
    const item = { ...key('p'), n: { N: '1.50' }, m: { M: { empty: { S: '' } } } };
    assert.deepEqual(call('PutItem', { TableName: 'things', Item: item }), {});
    assert.deepEqual(call('GetItem', { TableName: 'things', Key: key('p') }), {
      Item: { ...item, n: { N: '1.5' } },
    });
  });

  it('replaces the whole item and gives the old one when asked', () => {
    const { call } = createThings();
    call('PutItem', { TableName: 'things', Item: { ...key('p'), old: { S: 'x' } } });
    const answer = call('PutItem', { TableName: 'things', Item: key('p'), ReturnValues: 'ALL_OLD' });
    assert.deepEqual(answer, { Attributes: { ...key('p'), old: { S: 'x' } } });
    assert.deepEqual(call('GetItem', { TableName: 'things', Key: key('p') }), { Item: key('p') });
  });

  it('gives no old item where there was none', () => {
    const { call } = createThings();
    assert.deepEqual(call('PutItem', { TableName: 'things', Item: key('p'), ReturnValues: 'ALL_OLD' }), {});
  });

  it('fails on a condition, and gives the item it met only when asked', () => {
    const { call } = createThings();
    const item = { ...key('p'), n: { N: '1' } };
    const again = { TableName: 'things', Item: item, ConditionExpression: 'attribute_not_exists(pk)' };
    call('PutItem', again);
    assert.throws(
      () => call('PutItem', again),
      (error: Error) => {
        CONDITION_FAILED(error);
        assert.deepEqual((error as Error & { members: object }).members, {});
        return true;
      },
    );
    const asking = { ...again, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
    assert.throws(
      () => call('PutItem', asking),
      (error: Error) => {
        CONDITION_FAILED(error);
        assert.deepEqual((error as Error & { members: object }).members, { Item: item });
        return true;
      },
    );
  });

  it('takes the table by its ARN', () => {
    const { call } = createThings();
    const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/things';
    call('PutItem', { TableName: arn, Item: key('p') });
    assert.deepEqual(call('GetItem', { TableName: 'things', Key: key('p') }), { Item: key('p') });
  });

  const big = 'x'.repeat(409_600 - 2 - 1 - 2 - 1 - 1);
  it('stores 400 KB and rejects a byte more', () => {
    const { call } = createThings();
    call('PutItem', { TableName: 'things', Item: { ...key('p'), b: { S: big } } });
    assert.throws(
      () => call('PutItem', { TableName: 'things', Item: { ...key('p'), b: { S: `${big}x` } } }),
      invalid('Item size has exceeded the maximum allowed size'),
    );
  });

  const refused: readonly [what: string, input: object, message: string | RegExp][] = [
    [
      'an item without a key',
      { Item: { pk: { S: 'p' } } },
      'One or more parameter values were invalid: Missing the key sk in the item',
    ],
    [
      'a key of another type',
      { Item: { pk: { N: '1' }, sk: { S: 'a' } } },
      /Type mismatch for key pk expected: S actual: N/,
    ],
    ['an empty key', { Item: key('') }, /key attribute cannot contain an empty string value\. Key: pk/],
    ['a partition key over 2048 bytes', { Item: key('p'.repeat(2049)) }, /Size of hashkey has exceeded/],
    ['a sort key over 1024 bytes', { Item: key('p', 's'.repeat(1025)) }, /Aggregated size of all range keys/],
    [
      "an index's key of another type",
      { Item: { ...key('p'), at: { S: 'x' } } },
      /Type mismatch for Index Key at Expected: N Actual: S IndexName: by-group/,
    ],
    [
      "an index's empty key",
      { Item: { ...key('p'), group: { S: '' } } },
      /IndexName: by-group, IndexKey: group/,
    ],
    [
      'values that it does not give',
      { Item: key('p'), ReturnValues: 'ALL_NEW' },
      'ReturnValues can only be ALL_OLD or NONE',
    ],
    [
      'a legacy parameter',
      { Item: key('p'), Expected: {} },
      /does not emulate the parameter Expected.*use ConditionExpression/,
    ],
    ['an unknown parameter', { Item: key('p'), Foo: 1 }, /Unknown parameter Foo/],
    [
      'metrics of item collections',
      { Item: key('p'), ReturnItemCollectionMetrics: 'SIZE' },
      /ReturnItemCollectionMetrics/,
    ],
    [
      'an unused value',
      {
        Item: key('p'),
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':a': { S: 'x' } },
      },
      /unused in expressions: keys: \{:a\}/,
    ],
  ];
  for (const [what, input, message] of refused)
    it(`rejects ${what}`, () => {
      const { call } = createThings();
      assert.throws(() => call('PutItem', { TableName: 'things', ...input }), invalid(message));
    });

  it('rejects a table that is not there', () => {
    assert.throws(
      () => createFixture().call('PutItem', { TableName: 'things', Item: key('p') }),
      awsError('ResourceNotFoundException', /Requested resource not found/),
    );
  });
});

describe('GetItem', () => {
  it('gives nothing for a key without an item', () => {
    assert.deepEqual(createThings().call('GetItem', { TableName: 'things', Key: key('p') }), {});
  });

  it('gives what a projection keeps', () => {
    const { call } = createThings();
    call('PutItem', { TableName: 'things', Item: { ...key('p'), name: { S: 'n' }, other: { S: 'o' } } });
    const answer = call('GetItem', {
      TableName: 'things',
      Key: key('p'),
      ProjectionExpression: '#n',
      ExpressionAttributeNames: { '#n': 'name' },
    });
    assert.deepEqual(answer, { Item: { name: { S: 'n' } } });
  });

  for (const wrong of [
    { pk: { S: 'p' } },
    { ...key('p'), more: { S: 'x' } },
    { pk: { S: 'p' }, sk: { N: '1' } },
  ])
    it(`rejects the key ${JSON.stringify(wrong)}`, () => {
      assert.throws(
        () => createThings().call('GetItem', { TableName: 'things', Key: wrong }),
        invalid('The provided key element does not match the schema'),
      );
    });
});

describe('DeleteItem', () => {
  it('deletes, gives the old item when asked, and is content when there is none', () => {
    const { call } = createThings();
    call('PutItem', { TableName: 'things', Item: { ...key('p'), n: { N: '1' } } });
    const request = { TableName: 'things', Key: key('p'), ReturnValues: 'ALL_OLD' };
    assert.deepEqual(call('DeleteItem', request), { Attributes: { ...key('p'), n: { N: '1' } } });
    assert.deepEqual(call('GetItem', { TableName: 'things', Key: key('p') }), {});
    assert.deepEqual(call('DeleteItem', request), {});
  });

  it('fails on a condition and keeps the item', () => {
    const { call } = createThings();
    call('PutItem', { TableName: 'things', Item: { ...key('p'), n: { N: '1' } } });
    assert.throws(
      () =>
        call('DeleteItem', {
          TableName: 'things',
          Key: key('p'),
          ConditionExpression: 'n > :n',
          ExpressionAttributeValues: { ':n': { N: '1' } },
        }),
      CONDITION_FAILED,
    );
    assert.ok(call('GetItem', { TableName: 'things', Key: key('p') }).Item);
  });
});

describe('UpdateItem', () => {
  const update = { TableName: 'things', Key: key('p') };

  it('makes an item that was not there', () => {
    const { call } = createThings();
    call('UpdateItem', update);
    assert.deepEqual(call('GetItem', update).Item, key('p'));
    call('UpdateItem', {
      TableName: 'things',
      Key: key('q'),
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    });
    assert.deepEqual(call('GetItem', { TableName: 'things', Key: key('q') }).Item, {
      ...key('q'),
      n: { N: '1' },
    });
  });

  const returns: readonly [wanted: string, attributes: object | undefined][] = [
    ['NONE', undefined],
    ['ALL_OLD', { ...key('p'), n: { N: '1' }, m: { M: { a: { S: 'x' }, b: { S: 'y' } } } }],
    ['UPDATED_OLD', { n: { N: '1' }, m: { M: { a: { S: 'x' } } } }],
    ['ALL_NEW', { ...key('p'), n: { N: '2' }, m: { M: { a: { S: 'z' }, b: { S: 'y' } } } }],
    ['UPDATED_NEW', { n: { N: '2' }, m: { M: { a: { S: 'z' } } } }],
  ];
  for (const [wanted, attributes] of returns)
    it(`gives ${wanted}`, () => {
      const { call } = createThings();
      call('PutItem', {
        TableName: 'things',
        Item: { ...key('p'), n: { N: '1' }, m: { M: { a: { S: 'x' }, b: { S: 'y' } } } },
      });
      const answer = call('UpdateItem', {
        ...update,
        UpdateExpression: 'SET n = n + :one, m.a = :z REMOVE gone',
        ExpressionAttributeValues: { ':one': { N: '1' }, ':z': { S: 'z' } },
        ReturnValues: wanted,
      });
      assert.deepEqual(answer.Attributes, attributes);
    });

  it('rejects a change of the key', () => {
    assert.throws(
      () =>
        createThings().call('UpdateItem', {
          ...update,
          UpdateExpression: 'SET sk = :x',
          ExpressionAttributeValues: { ':x': { S: 'x' } },
        }),
      invalid(
        'One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key',
      ),
    );
  });

  it('rejects an update that makes the item too large, and keeps it as it was', () => {
    const { call } = createThings();
    call('PutItem', { TableName: 'things', Item: { ...key('p'), b: { S: 'x'.repeat(300_000) } } });
    assert.throws(
      () =>
        call('UpdateItem', {
          ...update,
          UpdateExpression: 'SET c = :c',
          ExpressionAttributeValues: { ':c': { S: 'x'.repeat(200_000) } },
        }),
      invalid('Item size to update has exceeded the maximum allowed size'),
    );
    assert.equal('c' in (call('GetItem', update).Item ?? {}), false);
  });
});
