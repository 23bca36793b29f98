import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AwsError } from '../../../../../local/endpoint/aws-error.ts';
import { awsError, createThings, invalid, key } from '../dynamodb-fixture.ts';

const on = (pk: string, more: object = {}) => ({ TableName: 'things', Key: key(pk), ...more });
const put = (pk: string, more: object = {}) => ({ Put: { TableName: 'things', Item: key(pk), ...more } });

describe('TransactWriteItems', () => {
  it('does all of its writes', () => {
    const { call } = createThings();
    call('PutItem', { TableName: 'things', Item: { ...key('counted'), n: { N: '1' } } });
    call('PutItem', { TableName: 'things', Item: key('deleted') });
    call('PutItem', { TableName: 'things', Item: key('checked') });
    const answer = call('TransactWriteItems', {
      TransactItems: [
        put('put'),
        {
          Update: on('counted', {
            UpdateExpression: 'ADD n :n',
            ExpressionAttributeValues: { ':n': { N: '1' } },
          }),
        },
        { Delete: on('deleted') },
        { ConditionCheck: on('checked', { ConditionExpression: 'attribute_exists(pk)' }) },
      ],
    });
    assert.deepEqual(answer, {});
    assert.deepEqual(call('GetItem', on('counted')).Item, { ...key('counted'), n: { N: '2' } });
    assert.deepEqual(call('GetItem', on('deleted')), {});
    assert.deepEqual(call('GetItem', on('put')).Item, key('put'));
    assert.deepEqual(call('GetItem', on('checked')).Item, key('checked'));
  });

  it('does none when one condition fails, and says which', () => {
    const { call } = createThings();
    const taken = { ...key('taken'), n: { N: '1' } };
    call('PutItem', { TableName: 'things', Item: taken });
    const conditional = {
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    assert.throws(
      () => call('TransactWriteItems', { TransactItems: [put('new'), put('taken', conditional)] }),
      (error: unknown) => {
        assert.ok(error instanceof AwsError);
        assert.equal(error.code, 'TransactionCanceledException');
        assert.equal(
          error.message,
          'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
        );
        assert.deepEqual(error.members, {
          CancellationReasons: [
            { Code: 'None' },
            { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: taken },
          ],
        });
        return true;
      },
    );
    assert.deepEqual(call('GetItem', on('new')), {});
  });

  it('does none when an update does not fit its item', () => {
    const { call } = createThings();
    const update = { UpdateExpression: 'SET a = b' };
    assert.throws(
      () => call('TransactWriteItems', { TransactItems: [put('new'), { Update: on('x', update) }] }),
      awsError('TransactionCanceledException', /\[None, ValidationError\]/),
    );
    assert.deepEqual(call('GetItem', on('new')), {});
  });

  it('happens once for one token within ten minutes', () => {
    const { call, clock } = createThings();
    const request = {
      ClientRequestToken: 'token',
      TransactItems: [
        {
          Update: on('p', { UpdateExpression: 'ADD n :n', ExpressionAttributeValues: { ':n': { N: '1' } } }),
        },
      ],
    };
    call('TransactWriteItems', request);
    call('TransactWriteItems', request);
    assert.deepEqual(call('GetItem', on('p')).Item, { ...key('p'), n: { N: '1' } });
    assert.throws(
      () => call('TransactWriteItems', { ...request, TransactItems: [put('q')] }),
      awsError('IdempotentParameterMismatchException'),
    );
    clock.now += 10 * 60_000;
    call('TransactWriteItems', request);
    assert.deepEqual(call('GetItem', on('p')).Item, { ...key('p'), n: { N: '2' } });
  });

  const refused: readonly [what: string, items: readonly object[], message: RegExp][] = [
    ['no items', [], /Member must have length greater than or equal to 1/],
    ['101 items', Array.from({ length: 101 }, (_, n) => put(`p${n}`)), /less than or equal to 100/],
    [
      'two operations on one item',
      [put('a'), { Delete: on('a') }],
      /cannot include multiple operations on one item/,
    ],
    ['an item that is two', [{ ...put('a'), Delete: on('b') }], /can only contain one of/],
    ['an update without an expression', [{ Update: on('a') }], /updateExpression.*must not be null/],
    ['a check without a condition', [{ ConditionCheck: on('a') }], /conditionExpression.*must not be null/],
  ];
  for (const [what, items, message] of refused)
    it(`rejects ${what}`, () => {
      assert.throws(
        () => createThings().call('TransactWriteItems', { TransactItems: items }),
        invalid(message),
      );
    });
});

describe('TransactGetItems', () => {
  it('gives an answer for each item, in order', () => {
    const { call } = createThings();
    call('PutItem', { TableName: 'things', Item: { ...key('p'), n: { N: '1' } } });
    const answer = call('TransactGetItems', {
      TransactItems: [{ Get: on('none') }, { Get: on('p', { ProjectionExpression: 'n' }) }],
    });
    assert.deepEqual(answer, { Responses: [{}, { Item: { n: { N: '1' } } }] });
  });
});
