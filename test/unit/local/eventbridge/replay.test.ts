import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { aCloud, anEntry, aQueue, arn, aRule, drain, until, type Cloud } from './a-cloud.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-replay-archived-event.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html

const BUS = arn('events', 'event-bus/bus');
const ARCHIVE = arn('events', 'archive/a');
const HOUR = 3600;

describe('an archive', () => {
  let cloud: Cloud;
  let start: number;
  beforeEach(() => {
    cloud = aCloud();
    start = cloud.clock.now / 1000;
    cloud.events('CreateEventBus', { Name: 'bus' });
    cloud.events('CreateArchive', { ArchiveName: 'a', EventSourceArn: BUS, RetentionDays: 30 });
  });
  afterEach(() => cloud.close());
  const put = (...details: string[]) =>
    (
      cloud.events('PutEvents', { Entries: details.map((Detail) => anEntry({ Detail })) })['Entries'] as {
        EventId: string;
      }[]
    ).map(({ EventId }) => EventId);
  const replay = (input: object = {}) =>
    cloud.events('StartReplay', {
      ReplayName: 'r',
      EventSourceArn: ARCHIVE,
      EventStartTime: start - HOUR,
      EventEndTime: start + HOUR,
      Destination: { Arn: BUS },
      ...input,
    });
  const create = (input: object) =>
    cloud.events('CreateArchive', { ArchiveName: 'b', EventSourceArn: BUS, ...input });

  const state = (ReplayName = 'r') => cloud.events('DescribeReplay', { ReplayName })['State'];
  const done = () => until(() => state() === 'COMPLETED');

  it('keeps the events that its pattern matches, and counts them', () => {
    cloud.events('CreateArchive', {
      ArchiveName: 'some',
      EventSourceArn: BUS,
      EventPattern: '{"detail":{"account_id":["acc_1"]}}',
    });
    put('{"account_id":"acc_1"}', '{"account_id":"acc_2"}');
    const described = cloud.events('DescribeArchive', { ArchiveName: 'some' });
    assert.equal(described['EventCount'], 1);
    assert.ok(Number(described['SizeBytes']) > 200);
    assert.equal(described['RetentionDays'], 0);
    assert.equal(cloud.events('DescribeArchive', { ArchiveName: 'a' })['EventCount'], 2);
    cloud.events('UpdateArchive', {
      ArchiveName: 'some',
      EventPattern: '{"source":["none"]}',
      Description: 'd',
    });
    put('{"account_id":"acc_1"}');
    assert.equal(cloud.events('DescribeArchive', { ArchiveName: 'some' })['EventCount'], 1);
  });

  it('is listed by prefix and bus, and takes its events with it', () => {
    put('{}');
    const list = (input: object) =>
      (cloud.events('ListArchives', input)['Archives'] as { ArchiveName: string }[]).map(
        ({ ArchiveName }) => ArchiveName,
      );
    assert.deepEqual(list({ NamePrefix: 'a' }), ['a']);
    assert.deepEqual(list({ EventSourceArn: arn('events', 'event-bus/default') }), []);
    cloud.events('DeleteArchive', { ArchiveName: 'a' });
    assert.deepEqual(list({}), []);
    assert.equal(cloud.database.prepare('SELECT COUNT(*) AS n FROM evb_archived_events').get()?.['n'], 0);
  });

  it('rejects what AWS refuses', () => {
    assert.throws(() => create({ ArchiveName: 'a' }), { message: 'Archive a already exists.' });
    assert.throws(() => create({ ArchiveName: 'x'.repeat(49) }), /less than or equal to 48/);
    assert.throws(() => create({ EventSourceArn: arn('events', 'event-bus/x') }), {
      message: 'Event bus x does not exist.',
    });
    assert.throws(() => create({ EventPattern: '{}' }), { code: 'InvalidEventPatternException' });
    assert.throws(() => cloud.events('DescribeArchive', { ArchiveName: 'x' }), {
      code: 'ResourceNotFoundException',
    });
  });

  it('replays events with their ids and the replay’s name, to the named rules alone', async () => {
    const wanted = aRule(
      cloud,
      'bus',
      'wanted',
      { source: ['freyavoice.calls'] },
      { Arn: aQueue(cloud, 'q') },
    );
    aRule(cloud, 'bus', 'other', { source: ['freyavoice.calls'] }, { Arn: aQueue(cloud, 'other') });
    const [id] = put('{"n":1.10}');
    await drain(cloud, 'q');
    await drain(cloud, 'other');
    assert.equal(replay({ Destination: { Arn: BUS, FilterArns: [wanted] } })['State'], 'STARTING');
    cloud.eventBridge.start();
    await done();
    const [message] = await drain(cloud, 'q');
    assert.ok(message?.body.includes(`"id":"${id}"`));
    assert.ok(
      message?.body.endsWith('"region":"us-east-1","replay-name":"r","resources":[],"detail":{"n":1.10}}'),
    );
    assert.deepEqual(await drain(cloud, 'other'), []);
    const described = cloud.events('DescribeReplay', { ReplayName: 'r' });
    assert.equal(described['EventLastReplayedTime'], start);
    assert.deepEqual(described['Destination'], { Arn: BUS, FilterArns: [wanted] });
  });

  it('does not archive what it replays, and replays to every rule without a filter', async () => {
    aRule(cloud, 'bus', 'one', { source: ['freyavoice.calls'] }, { Arn: aQueue(cloud, 'one') });
    aRule(cloud, 'bus', 'two', { 'replay-name': ['r'] }, { Arn: aQueue(cloud, 'two') });
    put('{}');
    replay();
    cloud.eventBridge.start();
    await done();
    assert.equal(cloud.events('DescribeArchive', { ArchiveName: 'a' })['EventCount'], 1);
    assert.equal((await drain(cloud, 'one')).length, 2);
    assert.equal((await drain(cloud, 'two')).length, 1);
  });

  it('replays by the events’ own time, oldest first, over many batches', async () => {
    aRule(cloud, 'bus', 'r', { 'replay-name': ['r'] }, { Arn: aQueue(cloud, 'q') });
    for (let batch = 0; batch < 25; batch += 1)
      cloud.events('PutEvents', {
        Entries: Array.from({ length: 10 }, (_, index) =>
          anEntry({ Time: start - batch * 10 - index, Detail: `{"n":${batch * 10 + index}}` }),
        ),
      });
    replay({ EventStartTime: start - 199, EventEndTime: start - 50 });
    cloud.eventBridge.start();
    await done();
    const numbers = (await drain(cloud, 'q')).map(
      ({ body }) => (JSON.parse(body) as { detail: { n: number } }).detail.n,
    );
    assert.deepEqual(
      numbers.toSorted((a, b) => b - a),
      Array.from({ length: 150 }, (_, index) => 199 - index),
    );
  });

  it('sends nothing to a disabled rule', async () => {
    const rule = aRule(cloud, 'bus', 'r', { source: ['freyavoice.calls'] }, { Arn: aQueue(cloud, 'q') });
    cloud.events('DisableRule', { Name: 'r', EventBusName: 'bus' });
    put('{}');
    replay({ Destination: { Arn: BUS, FilterArns: [rule] } });
    cloud.eventBridge.start();
    await done();
    assert.deepEqual(await drain(cloud, 'q'), []);
  });

  it('has a managed rule on its bus, which nobody else changes, until it is deleted', () => {
    const names = () =>
      (cloud.events('ListRules', { EventBusName: 'bus' })['Rules'] as { Name: string }[]).map(
        ({ Name }) => Name,
      );
    const rule = { Name: 'Events-Archive-a', EventBusName: 'bus' };
    assert.deepEqual(names(), ['Events-Archive-a']);
    assert.equal(cloud.events('DescribeRule', rule)['ManagedBy'], 'prod.vhs.events.aws.internal');
    assert.deepEqual(JSON.parse(String(cloud.events('DescribeRule', rule)['EventPattern'])), {
      'replay-name': [{ exists: false }],
    });
    const target = { Id: 'x', Arn: aQueue(cloud, 'q') };
    for (const [name, input] of [
      ['PutRule', { ...rule, EventPattern: '{"source":["a"]}' }],
      ['DisableRule', rule],
      ['EnableRule', rule],
      ['DeleteRule', rule],
      ['PutTargets', { Rule: rule.Name, EventBusName: 'bus', Targets: [target] }],
      ['RemoveTargets', { Rule: rule.Name, EventBusName: 'bus', Ids: [rule.Name] }],
      ['TagResource', { ResourceARN: arn('events', `rule/bus/${rule.Name}`), Tags: [] }],
      ['UntagResource', { ResourceARN: arn('events', `rule/bus/${rule.Name}`), TagKeys: [] }],
    ] as const)
      assert.throws(() => cloud.events(name, input), { code: 'ManagedRuleException' }, name);
    assert.throws(
      () => cloud.events('DeleteEventBus', { Name: 'bus' }),
      /can't be deleted since it has rules/,
    );
    cloud.events('DeleteArchive', { ArchiveName: 'a' });
    assert.deepEqual(names(), []);
    cloud.events('DeleteEventBus', { Name: 'bus' });
  });

  it('takes one of the rules that its bus has room for', async () => {
    const small = aCloud({ limits: { rulesPerBus: 1 } });
    small.events('CreateEventBus', { Name: 'bus' });
    const put = () =>
      small.events('PutRule', { Name: 'r', EventBusName: 'bus', EventPattern: '{"source":["a"]}' });
    const archive = () => small.events('CreateArchive', { ArchiveName: 'a', EventSourceArn: BUS });
    archive();
    assert.throws(put, { code: 'LimitExceededException' });
    small.events('DeleteArchive', { ArchiveName: 'a' });
    put();
    assert.throws(archive, { code: 'LimitExceededException' });
    await small.close();
  });

  it('goes on with a replay after a restart', async () => {
    aRule(cloud, 'bus', 'r', { 'replay-name': ['r'] }, { Arn: aQueue(cloud, 'q') });
    put('{}', '{}');
    replay();
    const next = aCloud({ database: cloud.database });
    next.eventBridge.start();
    await until(() => next.events('DescribeReplay', { ReplayName: 'r' })['State'] === 'COMPLETED');
    assert.equal((await drain(next, 'q')).length, 2);
    await next.close();
  });

  it('cancels a replay that is not at its end, and no other', async () => {
    put('{}');
    replay();
    assert.equal(cloud.events('CancelReplay', { ReplayName: 'r' })['State'], 'CANCELLING');
    cloud.eventBridge.start();
    await until(() => state() === 'CANCELLED');
    assert.throws(() => cloud.events('CancelReplay', { ReplayName: 'r' }), {
      code: 'IllegalStatusException',
      message: /it is CANCELLED/,
    });
    const listed = cloud.events('ListReplays', { State: 'CANCELLED' })['Replays'] as { ReplayName: string }[];
    assert.deepEqual(
      listed.map(({ ReplayName }) => ReplayName),
      ['r'],
    );
  });

  it('replays no event that its retention has ended for, and removes it', async () => {
    aRule(cloud, 'bus', 'r', { 'replay-name': ['r'] }, { Arn: aQueue(cloud, 'q') });
    put('{}');
    cloud.clock.now += 31 * 24 * HOUR * 1000;
    replay();
    cloud.eventBridge.start();
    await done();
    assert.deepEqual(await drain(cloud, 'q'), []);
    await until(() => cloud.events('DescribeArchive', { ArchiveName: 'a' })['EventCount'] === 0);
  });

  it('rejects a replay that AWS refuses', () => {
    cloud.events('CreateEventBus', { Name: 'second' });
    const second = { Destination: { Arn: arn('events', 'event-bus/second') } };
    assert.throws(() => replay(second), { message: /Cross event bus replay is not permitted/ });
    assert.throws(() => replay({ Destination: { Arn: arn('events', 'event-bus/x') } }), {
      message: 'Event bus x does not exist.',
    });
    assert.throws(() => replay({ EventSourceArn: arn('events', 'archive/x') }), /Archive x does not exist/);
    assert.throws(
      () => replay({ EventEndTime: start - 2 * HOUR }),
      /EventStartTime must be before EventEndTime/,
    );
    assert.throws(
      () => replay({ Destination: { Arn: BUS, FilterArns: [arn('events', 'rule/bus/x')] } }),
      /does not exist/,
    );
    replay();
    assert.throws(() => replay(), { code: 'ResourceAlreadyExistsException' });
    for (let number = 2; number <= 10; number += 1) replay({ ReplayName: `r${number}` });
    assert.throws(() => replay({ ReplayName: 'r11' }), { code: 'LimitExceededException' });
  });
});
