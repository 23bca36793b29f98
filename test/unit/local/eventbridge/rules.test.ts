import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Caller } from '../../../../local/iam/caller.ts';
import { aCloud, anEntry, aQueue, arn, aRule, drain, type Cloud } from './a-cloud.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html

const PATTERN = '{"source":["s"]}';

const names = (answer: object) => (answer as { Rules: { Name: string }[] }).Rules.map(({ Name }) => Name);

describe('a rule', () => {
  let cloud: Cloud;
  beforeEach(() => {
    cloud = aCloud({ limits: { rulesPerBus: 4, wildcardRulesPerBus: 1 } });
    cloud.events('CreateEventBus', { Name: 'bus' });
  });
  afterEach(() => cloud.close());
  const targets = (...Targets: object[]) =>
    cloud.events('PutTargets', { Rule: 'r', EventBusName: 'bus', Targets });

  const accesses = (name: string, input: object) =>
    cloud.eventBridge.operations[name]
      ?.access({ EventBusName: 'bus', ...input })
      .map(({ action, resource }) => `${action} ${resource}`);

  const put = (input: object) =>
    cloud.events('PutRule', { Name: 'r', EventBusName: 'bus', EventPattern: PATTERN, ...input });

  it('has its bus in its ARN, unless that is the default one', () => {
    assert.deepEqual(put({}), { RuleArn: arn('events', 'rule/bus/r') });
    assert.deepEqual(put({ EventBusName: undefined }), { RuleArn: arn('events', 'rule/r') });
  });

  it('is described as it was put', () => {
    put({ Description: 'd', State: 'DISABLED', EventPattern: ' {"source":["s"]} ' });
    assert.deepEqual(cloud.events('DescribeRule', { Name: 'r', EventBusName: 'bus' }), {
      Name: 'r',
      Arn: arn('events', 'rule/bus/r'),
      EventBusName: 'bus',
      State: 'DISABLED',
      EventPattern: ' {"source":["s"]} ',
      Description: 'd',
      CreatedBy: '123456789012',
    });
  });

  it('loses what a later PutRule leaves out, and keeps its targets', () => {
    put({ Description: 'd', State: 'DISABLED' });
    cloud.events('PutTargets', {
      Rule: 'r',
      EventBusName: 'bus',
      Targets: [{ Id: 't', Arn: arn('sqs', 'q') }],
    });
    put({});
    const described = cloud.events('DescribeRule', { Name: 'r', EventBusName: 'bus' });
    assert.equal(described['Description'], undefined);
    assert.equal(described['State'], 'ENABLED');
    assert.deepEqual(cloud.events('ListTargetsByRule', { Rule: 'r', EventBusName: 'bus' }), {
      Targets: [{ Id: 't', Arn: arn('sqs', 'q') }],
    });
  });

  it('matches by its new pattern from the answer on', async () => {
    aRule(cloud, 'bus', 'r', { source: ['other'] }, { Arn: aQueue(cloud, 'q') });
    put({ EventPattern: '{"source":["freyavoice.calls"]}' });
    cloud.events('PutEvents', { Entries: [anEntry()] });
    assert.equal((await drain(cloud, 'q')).length, 1);
  });

  it('is still there after a restart, with its pattern and targets', async () => {
    aRule(cloud, 'bus', 'r', { source: ['freyavoice.calls'] }, { Arn: aQueue(cloud, 'q') });
    const next = aCloud({ database: cloud.database });
    next.events('PutEvents', { Entries: [anEntry()] });
    assert.equal((await drain(next, 'q')).length, 1);
    await next.close();
  });

  it('rejects a pattern that AWS refuses, with AWS’s sentence', () => {
    assert.throws(() => put({ EventPattern: '{"int": 42}' }), {
      code: 'InvalidEventPatternException',
      message:
        'Event pattern is not valid. Reason: "int" must be an object or an array\n at [Source: (String)"{"int": 42}"; line: 1, column: 11]',
    });
    assert.throws(() => cloud.events('DescribeRule', { Name: 'r', EventBusName: 'bus' }), {
      code: 'ResourceNotFoundException',
      message: 'Rule r does not exist on EventBus bus.',
    });
  });

  it('rejects what AWS refuses of its other members', () => {
    assert.throws(
      () => put({ EventPattern: undefined }),
      /EventPattern or ScheduleExpression must be specified/,
    );
    assert.throws(() => put({ Name: 'a b' }), /regular expression pattern/);
    assert.throws(() => put({ Name: 'x'.repeat(65) }), /less than or equal to 64/);
    assert.throws(() => put({ State: 'ON' }), /enum value set/);
    assert.throws(() => put({ EventBusName: 'nowhere' }), { code: 'ResourceNotFoundException' });
    assert.throws(() => put({ ScheduleExpression: 'rate(1 minute)' }), /only on the default event bus/);
    assert.throws(() => put({ Colour: 'red' }), /does not emulate the parameter Colour/);
  });

  it('is one of so many on a bus, and of so many with wildcards', () => {
    put({ Name: 'w', EventPattern: '{"source":[{"wildcard":"a*"}]}' });
    put({ Name: 'w', EventPattern: '{"source":[{"wildcard":"b*"}]}' });
    assert.throws(
      () => put({ Name: 'x', EventPattern: '{"source":[{"wildcard":"a*"}]}' }),
      /1 rules with wildcards/,
    );
    for (const Name of ['a', 'b', 'c']) put({ Name });
    assert.throws(() => put({ Name: 'd' }), {
      code: 'LimitExceededException',
      message: /4 rules on one bus/,
    });
    put({ Name: 'c' });
  });

  it('is deleted only without targets, and deleting what is gone is no error', () => {
    put({});
    cloud.events('PutTargets', {
      Rule: 'r',
      EventBusName: 'bus',
      Targets: [{ Id: 't', Arn: arn('sqs', 'q') }],
    });
    const remove = () => cloud.events('DeleteRule', { Name: 'r', EventBusName: 'bus' });
    assert.throws(remove, {
      code: 'ValidationException',
      message: "Rule can't be deleted since it has targets.",
    });
    assert.throws(() => cloud.events('DeleteEventBus', { Name: 'bus' }), /since it has rules: r/);
    assert.deepEqual(cloud.events('RemoveTargets', { Rule: 'r', EventBusName: 'bus', Ids: ['t', 'gone'] }), {
      FailedEntryCount: 0,
      FailedEntries: [],
    });
    remove();
    remove();
    cloud.events('DeleteEventBus', { Name: 'bus' });
  });

  it('is listed by prefix, page by page, and by target', () => {
    for (const Name of ['b-2', 'a-1', 'b-1', 'b-3']) put({ Name });
    cloud.events('PutTargets', {
      Rule: 'b-2',
      EventBusName: 'bus',
      Targets: [{ Id: 't', Arn: arn('sqs', 'q') }],
    });
    const first = cloud.events('ListRules', { EventBusName: 'bus', NamePrefix: 'b-', Limit: 2 });
    assert.deepEqual(names(first), ['b-1', 'b-2']);
    const second = cloud.events('ListRules', {
      EventBusName: 'bus',
      NamePrefix: 'b-',
      Limit: 2,
      NextToken: first['NextToken'],
    });
    assert.deepEqual(names(second), ['b-3']);
    assert.equal(second['NextToken'], undefined);
    assert.deepEqual(
      cloud.events('ListRuleNamesByTarget', { EventBusName: 'bus', TargetArn: arn('sqs', 'q') }),
      {
        RuleNames: ['b-2'],
      },
    );
    assert.throws(
      () => cloud.events('ListRules', { EventBusName: 'bus', NextToken: 'x' }),
      /NextToken is not valid/,
    );
  });

  it('has five targets at most, each understood in full', () => {
    put({});
    const Arn = arn('sqs', 'q');
    targets(...['1', '2', '3', '4', '5'].map((Id) => ({ Id, Arn })));
    targets({ Id: '5', Arn });
    assert.throws(() => targets({ Id: '6', Arn }), { code: 'LimitExceededException' });
    assert.throws(() => targets({ Id: '1', Arn: 'queue' }), /not in correct format/);
    assert.throws(
      () => targets({ Id: '1', Arn: arn('kinesis', 'stream/s') }),
      /does not emulate the target 1/,
    );
    assert.throws(
      () => targets({ Id: '1', Arn, SqsParameters: {} }),
      /does not emulate the parameter SqsParameters/,
    );
    assert.throws(() => targets({ Id: '1', Arn, InputTransformer: {} }), /parameter InputTransformer/);
    assert.throws(() => targets({ Id: '1', Arn, InputPath: '$.a[0]' }), /does not emulate the InputPath/);
    assert.throws(() => targets({ Id: '1', Arn, Input: '{' }), /JSON syntax error in input for target 1/);
    assert.throws(() => targets({ Id: '1', Arn, DeadLetterConfig: { Arn: 'x' } }), /DeadLetterConfig.Arn/);
    assert.throws(
      () => targets({ Id: '1', Arn, RetryPolicy: { MaximumRetryAttempts: 186 } }),
      /from 0 to 185/,
    );
    assert.throws(() => targets({ Id: 'a b', Arn }), /regular expression/);
  });

  it('asks for the rule’s ARN, for passing a role and for tagging', () => {
    const rule = arn('events', 'rule/bus/r');
    assert.deepEqual(
      accesses('PutRule', { Name: 'r', EventPattern: PATTERN, Tags: [{ Key: 'k', Value: 'v' }] }),
      [`events:PutRule ${rule}`, `events:TagResource ${rule}`],
    );
    assert.deepEqual(
      accesses('PutTargets', { Rule: 'r', Targets: [{ Id: 't', Arn: 'a', RoleArn: 'role' }] }),
      [`events:PutTargets ${rule}`, 'iam:PassRole role'],
    );
    assert.deepEqual(accesses('ListRules', {}), ['events:ListRules *']);
    const nobody: Caller = { kind: 'role', arn: 'arn:aws:iam::123456789012:role/nobody' };
    assert.throws(() => cloud.events('DeleteRule', { Name: 'r' }, nobody), { code: 'AccessDenied' });
  });

  it('is tested by TestEventPattern without being made', () => {
    const Event = JSON.stringify({
      id: '1',
      account: '1',
      source: 's',
      time: 't',
      region: 'r',
      resources: [],
      'detail-type': 'd',
    });
    const test = (input: object) =>
      cloud.events('TestEventPattern', { EventPattern: PATTERN, Event, ...input });
    assert.deepEqual(test({}), { Result: true });
    assert.deepEqual(test({ EventPattern: '{"source":["x"]}' }), { Result: false });
    const { resources: _, ...lacking } = JSON.parse(Event) as Record<string, unknown>;
    for (const Event of ['x', '"text"', '[]', '{"id":"1"}', JSON.stringify(lacking)])
      assert.throws(() => test({ Event }), /Parameter Event is not valid/, Event);
    assert.throws(() => test({ EventPattern: '{"a":[]}' }), { code: 'InvalidEventPatternException' });
  });
});
