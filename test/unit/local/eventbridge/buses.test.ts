import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { aCloud, arn, type Cloud } from './a-cloud.ts';

const BUS = arn('events', 'event-bus/bus');

describe('a bus', () => {
  let cloud: Cloud;
  beforeEach(() => {
    cloud = aCloud({ limits: { busesPerAccount: 3 } });
  });
  afterEach(() => cloud.close());
  const putPolicy = (Policy: string) => cloud.events('PutPermission', { Policy });

  const policy = () => {
    const text = cloud.events('DescribeEventBus', { Name: 'bus' })['Policy'] as string | undefined;
    return text === undefined ? undefined : (JSON.parse(text) as { Statement: { Sid: string }[] });
  };

  it('is there by default, and others are made, described, listed and deleted', () => {
    assert.deepEqual(cloud.events('CreateEventBus', { Name: 'bus', Description: 'd' }), {
      EventBusArn: BUS,
      Description: 'd',
    });
    const { CreationTime } = cloud.events('DescribeEventBus', { Name: BUS });
    assert.equal(CreationTime, cloud.clock.now / 1000);
    const names = (input: object) =>
      (cloud.events('ListEventBuses', input)['EventBuses'] as { Name: string }[]).map(({ Name }) => Name);
    assert.deepEqual(names({}), ['bus', 'default']);
    assert.deepEqual(names({ NamePrefix: 'b' }), ['bus']);
    cloud.events('DeleteEventBus', { Name: 'bus' });
    cloud.events('DeleteEventBus', { Name: 'bus' });
    assert.deepEqual(names({}), ['default']);
  });

  it('rejects a name twice, a name of wrong form, one bus too many and deleting the default one', () => {
    cloud.events('CreateEventBus', { Name: 'bus' });
    assert.throws(() => cloud.events('CreateEventBus', { Name: 'bus' }), {
      code: 'ResourceAlreadyExistsException',
      message: 'Event bus bus already exists.',
    });
    assert.throws(() => cloud.events('CreateEventBus', { Name: 'a b' }), { code: 'ValidationException' });
    for (const Name of ['b', 'c']) cloud.events('CreateEventBus', { Name });
    assert.throws(() => cloud.events('CreateEventBus', { Name: 'd' }), { code: 'LimitExceededException' });
    assert.throws(
      () => cloud.events('DeleteEventBus', { Name: 'default' }),
      /Cannot delete event bus default/,
    );
    assert.throws(() => cloud.events('DescribeEventBus', { Name: 'x' }), {
      message: 'Event bus x does not exist.',
    });
    assert.throws(
      () => cloud.events('DescribeEventBus', { Name: 'arn:aws:events:eu-west-1:999999999999:event-bus/bus' }),
      /its own account and Region only/,
    );
  });

  it('takes permissions statement by statement, replaces one of the same id and removes them', () => {
    cloud.events('CreateEventBus', { Name: 'bus' });
    const put = (StatementId: string, Principal: string) =>
      cloud.events('PutPermission', {
        EventBusName: 'bus',
        Action: 'events:PutEvents',
        StatementId,
        Principal,
      });
    put('a', '111111111111');
    put('b', '*');
    put('a', '222222222222');
    assert.deepEqual(policy(), {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'b', Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: BUS },
        {
          Sid: 'a',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::222222222222:root' },
          Action: 'events:PutEvents',
          Resource: BUS,
        },
      ],
    });
    cloud.events('RemovePermission', { EventBusName: 'bus', StatementId: 'b' });
    assert.deepEqual(
      policy()?.Statement.map(({ Sid }) => Sid),
      ['a'],
    );
    assert.throws(() => cloud.events('RemovePermission', { EventBusName: 'bus', StatementId: 'b' }), {
      code: 'ResourceNotFoundException',
      message: 'Statement with the provided id does not exist.',
    });
    cloud.events('RemovePermission', { EventBusName: 'bus', RemoveAllPermissions: true });
    assert.equal(policy(), undefined);
  });

  it('rejects a policy that is none', () => {
    assert.throws(() => putPolicy('{'), /Parameter Policy is not valid/);
    assert.throws(() => putPolicy('{"Statement":[]}'), /Parameter Policy is not valid/);
    const statement = { Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: BUS };
    for (const change of [
      { Effect: 'Maybe' },
      { Principal: undefined },
      { Condition: { Alike: { a: 'b' } } },
    ])
      assert.throws(() => putPolicy(JSON.stringify({ Statement: { ...statement, ...change } })), {
        code: 'ValidationException',
        message: /Parameter Policy is not valid/,
      });
  });

  it('and its rules carry tags', () => {
    cloud.events('CreateEventBus', { Name: 'bus', Tags: [{ Key: 'stage', Value: 'dev' }] });
    const { RuleArn } = cloud.events('PutRule', {
      Name: 'r',
      EventBusName: 'bus',
      EventPattern: '{"source":["s"]}',
      Tags: [{ Key: 'k', Value: '1' }],
    });
    cloud.events('TagResource', {
      ResourceARN: RuleArn,
      Tags: [
        { Key: 'k', Value: '2' },
        { Key: 'l', Value: '' },
      ],
    });
    const tags = (ResourceARN: unknown) => cloud.events('ListTagsForResource', { ResourceARN })['Tags'];
    assert.deepEqual(tags(BUS), [{ Key: 'stage', Value: 'dev' }]);
    assert.deepEqual(tags(RuleArn), [
      { Key: 'k', Value: '2' },
      { Key: 'l', Value: '' },
    ]);
    cloud.events('UntagResource', { ResourceARN: RuleArn, TagKeys: ['k'] });
    assert.deepEqual(tags(RuleArn), [{ Key: 'l', Value: '' }]);
    assert.throws(() => tags(arn('events', 'rule/bus/gone')), { code: 'ResourceNotFoundException' });
    assert.throws(
      () => cloud.events('TagResource', { ResourceARN: BUS, Tags: [{ Key: '' }] }),
      /Key of 1 to 128/,
    );
  });
});
