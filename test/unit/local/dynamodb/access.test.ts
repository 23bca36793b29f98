import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { awsError, createFixture, createThings, key } from './dynamodb-fixture.ts';

const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/things';
const on = { TableName: 'things', Key: key('p') };
const leading = { 'dynamodb:LeadingKeys': ['p'] };
const byGroup = {
  TableName: 'things',
  IndexName: 'by-group',
  KeyConditionExpression: '#g = :g',
  ExpressionAttributeNames: { '#g': 'group' },
  ExpressionAttributeValues: { ':g': { S: 'g' } },
};

describe('an operation', () => {
  const needs: readonly [name: string, input: object, accesses: readonly object[]][] = [
    ['GetItem', on, [{ action: 'dynamodb:GetItem', resource: ARN, conditions: leading }]],
    [
      'PutItem',
      { TableName: 'things', Item: key('p') },
      [{ action: 'dynamodb:PutItem', resource: ARN, conditions: leading }],
    ],
    ['UpdateItem', on, [{ action: 'dynamodb:UpdateItem', resource: ARN, conditions: leading }]],
    ['DeleteItem', on, [{ action: 'dynamodb:DeleteItem', resource: ARN, conditions: leading }]],
    [
      'Query',
      byGroup,
      [
        {
          action: 'dynamodb:Query',
          resource: `${ARN}/index/by-group`,
          conditions: { 'dynamodb:LeadingKeys': ['g'] },
        },
      ],
    ],
    ['Scan', { TableName: 'things' }, [{ action: 'dynamodb:Scan', resource: ARN, conditions: {} }]],
    [
      'BatchWriteItem',
      {
        RequestItems: { things: [{ PutRequest: { Item: key('p') } }, { DeleteRequest: { Key: key('q') } }] },
      },
      [
        {
          action: 'dynamodb:BatchWriteItem',
          resource: ARN,
          conditions: { 'dynamodb:LeadingKeys': ['p', 'q'] },
        },
      ],
    ],
    [
      'BatchGetItem',
      { RequestItems: { things: { Keys: [key('p')] } } },
      [{ action: 'dynamodb:BatchGetItem', resource: ARN, conditions: leading }],
    ],
    [
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName: 'things', Item: key('p') } },
          { Update: { TableName: 'things', Key: key('q'), UpdateExpression: 'REMOVE a' } },
          { Delete: { TableName: 'things', Key: key('r') } },
          {
            ConditionCheck: {
              TableName: 'things',
              Key: key('s'),
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
        ],
      },
      [
        ['PutItem', 'p'],
        ['UpdateItem', 'q'],
        ['DeleteItem', 'r'],
        ['ConditionCheckItem', 's'],
      ].map(([action, pk]) => ({
        action: `dynamodb:${action}`,
        resource: ARN,
        conditions: {
          'dynamodb:LeadingKeys': [pk],
          'dynamodb:EnclosingOperation': 'TransactWriteItems',
        },
      })),
    ],
    ['DescribeTable', { TableName: 'things' }, [{ action: 'dynamodb:DescribeTable', resource: ARN }]],
    ['ListTables', {}, [{ action: 'dynamodb:ListTables', resource: '*' }]],
    ['ListTagsOfResource', { ResourceArn: ARN }, [{ action: 'dynamodb:ListTagsOfResource', resource: ARN }]],
  ];
  for (const [name, input, accesses] of needs)
    it(`asks for what ${name} needs and does nothing when it is denied`, () => {
      const { call, asked, deny } = createThings();
      asked.length = 0;
      call(name, input);
      assert.deepEqual(asked, accesses);
      const [first] = asked;
      assert.ok(first);
      deny(first.action);
      assert.throws(() => call(name, input), awsError('AccessDenied'));
    });

  it('is denied before it tells whether the table exists', () => {
    const { call, deny } = createFixture();
    deny('dynamodb:GetItem');
    assert.throws(() => call('GetItem', on), awsError('AccessDenied'));
  });
});
