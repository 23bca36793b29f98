import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Applied, ResourceType } from '../../../../../local/cloudformation/resource-type.ts';
import { createFixture, invalid, key, thingsTable, type Fixture } from '../dynamodb-fixture.ts';

const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/';

const table = {
  TableName: 'things',
  ...thingsTable(),
  SSESpecification: { SSEEnabled: true },
  TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
  DeletionProtectionEnabled: true,
  ContributorInsightsSpecification: { Enabled: false },
  Tags: [{ Key: 'stage', Value: 'local' }],
};
const globalTable = {
  TableName: 'things',
  ...thingsTable(),
  SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
  TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  Replicas: [
    {
      Region: 'us-east-1',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
      DeletionProtectionEnabled: true,
      Tags: [{ Key: 'stage', Value: 'local' }],
    },
  ],
};

function apply(fixture: Fixture, type: string, properties: object): Applied {
  const found = resourceType(fixture, type).apply({
    stackName: 'stack',
    logicalId: 'Things',
    properties: properties as Record<string, unknown>,
  });
  assert.ok(!(found instanceof Promise));
  return found;
}

function resourceType({ dynamodb }: Fixture, type: string): ResourceType {
  const found = dynamodb.resourceTypes.find((each) => each.type === `AWS::DynamoDB::${type}`);
  assert.ok(found);
  return found;
}

for (const [type, properties] of [
  ['Table', table],
  ['GlobalTable', globalTable],
] as const)
  describe(`AWS::DynamoDB::${type}`, () => {
    it('understands the properties it is tested with', () => {
      const { properties: known } = resourceType(createFixture(), type);
      for (const name of Object.keys(properties)) assert.ok(known.includes(name), name);
    });

    it('makes the table with all that belongs to it', () => {
      const fixture = createFixture();
      const applied = apply(fixture, type, properties);
      assert.equal(applied.physicalId, 'things');
      assert.equal(applied.attributes['Arn'], `${ARN}things`);
      assert.equal('StreamArn' in applied.attributes, false);
      const { call } = fixture;
      assert.equal(call('DescribeTable', { TableName: 'things' }).Table?.['DeletionProtectionEnabled'], true);
      assert.deepEqual(call('DescribeTimeToLive', { TableName: 'things' }), {
        TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
      });
      assert.match(
        JSON.stringify(call('DescribeContinuousBackups', { TableName: 'things' })),
        /"RecoveryPeriodInDays":7/,
      );
      assert.deepEqual(call('ListTagsOfResource', { ResourceArn: `${ARN}things` }), {
        Tags: [{ Key: 'stage', Value: 'local' }],
      });
    });

    it('keeps identity and items at the next start, and follows a changed template', () => {
      const fixture = createFixture();
      const { call } = fixture;
      const first = apply(fixture, type, properties);
      call('PutItem', { TableName: 'things', Item: { ...key('p'), group: { S: 'g' }, at: { N: '1' } } });
      assert.deepEqual(apply(fixture, type, properties), first);
      const { GlobalSecondaryIndexes: _gone, TimeToLiveSpecification: _off, ...less } = properties;
      apply(fixture, type, { ...less, AttributeDefinitions: properties.AttributeDefinitions.slice(0, 2) });
      assert.throws(() => call('Scan', { TableName: 'things', IndexName: 'by-group' }), invalid(/by-group/));
      assert.deepEqual(call('DescribeTimeToLive', { TableName: 'things' }), {
        TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' },
      });
      apply(fixture, type, properties);
      assert.equal(call('Scan', { TableName: 'things', IndexName: 'by-group' }).Count, 1);
    });

    it('has a name of its own, always the same, where none is given', () => {
      const fixture = createFixture();
      const { TableName: _none, ...unnamed } = properties;
      const { physicalId } = apply(fixture, type, unnamed);
      assert.match(physicalId, /^stack-Things-[0-9A-F]{12}$/);
      assert.equal(apply(fixture, type, unnamed).physicalId, physicalId);
    });

    const changes: readonly [what: string, more: object, message: RegExp][] = [
      [
        'another key',
        {
          KeySchema: [
            { AttributeName: 'sk', KeyType: 'HASH' },
            { AttributeName: 'pk', KeyType: 'RANGE' },
          ],
        },
        /cannot change its primary key/,
      ],
      [
        'an index of the same name and another projection',
        { GlobalSecondaryIndexes: thingsTable({ ProjectionType: 'KEYS_ONLY' }).GlobalSecondaryIndexes },
        /cannot change the index by-group/,
      ],
    ];
    for (const [what, more, message] of changes)
      it(`rejects ${what} for a table that is there`, () => {
        const fixture = createFixture();
        apply(fixture, type, properties);
        assert.throws(() => apply(fixture, type, { ...properties, ...more }), invalid(message));
      });

    it('rejects more than one index made or removed in one update, as CloudFormation does', () => {
      const fixture = createFixture();
      const [index] = properties.GlobalSecondaryIndexes;
      const named = (...names: string[]) => ({
        ...properties,
        GlobalSecondaryIndexes: names.map((IndexName) => ({ ...index, IndexName: `by-${IndexName}` })),
      });
      apply(fixture, type, named('a', 'b'));
      for (const indexes of [['a', 'b', 'c', 'd'], ['a', 'c'], ['c']])
        assert.throws(() => apply(fixture, type, named(...indexes)), { code: 'LimitExceededException' });
      apply(fixture, type, named('a', 'b', 'c'));
      apply(fixture, type, named('b', 'c'));
    });

    it('rejects contributor insights', () => {
      const indexes = table.GlobalSecondaryIndexes.map((index) => ({
        ...index,
        ContributorInsightsSpecification: { Enabled: true },
      }));
      assert.throws(
        () => apply(createFixture(), type, { ...properties, GlobalSecondaryIndexes: indexes }),
        invalid(/ContributorInsightsSpecification/),
      );
    });

    it('removes the table unless it is protected, and is content when it is gone', () => {
      const fixture = createFixture();
      const applied = apply(fixture, type, properties);
      const { remove } = resourceType(fixture, type);
      assert.throws(() => remove(applied), invalid(/protected against deletion/));
      fixture.call('UpdateTable', { TableName: 'things', DeletionProtectionEnabled: false });
      void remove(applied);
      void remove(applied);
      assert.deepEqual(fixture.call('ListTables', {}), { TableNames: [] });
    });
  });

describe('AWS::DynamoDB::GlobalTable', () => {
  const refused: readonly [what: string, replicas: readonly object[], message: RegExp][] = [
    ['another Region', [{ Region: 'eu-west-1' }], /exactly one, in us-east-1; got eu-west-1/],
    ['two replicas', [{ Region: 'us-east-1' }, { Region: 'eu-west-1' }], /got us-east-1, eu-west-1/],
    [
      'a property of a replica that it does not know',
      [{ Region: 'us-east-1', KinesisStreamSpecification: {} }],
      /KinesisStreamSpecification/,
    ],
  ];
  for (const [what, Replicas, message] of refused)
    it(`rejects ${what}`, () => {
      assert.throws(
        () => apply(createFixture(), 'GlobalTable', { ...globalTable, Replicas }),
        invalid(message),
      );
    });
});
