import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Applied } from '../../../../local/cloudformation/resource-type.ts';
import { aCloud, anEntry, aQueue, arn, drain, type Cloud } from './a-cloud.ts';

const BUS = arn('events', 'event-bus/bus');
const statement = (Effect: string) => ({ Effect, Principal: '*', Action: 'events:PutEvents', Resource: BUS });

describe('the resource types of EventBridge', () => {
  let cloud: Cloud;
  beforeEach(() => {
    cloud = aCloud();
  });
  afterEach(() => cloud.close());
  const type = (name: string) => {
    const found = cloud.eventBridge.resourceTypes.find((each) => each.type === `AWS::Events::${name}`);
    assert.ok(found, name);
    return found;
  };
  const apply = (name: string, properties: object, logicalId = name) =>
    type(name).apply({ stackName: 'stack', logicalId, properties: { ...properties } }) as Applied;

  it('make a bus, again and again, and keep what is on it', () => {
    const applied = apply('EventBus', { Name: 'bus', Tags: [{ Key: 'k', Value: 'v' }] });
    assert.equal(applied.physicalId, 'bus');
    assert.equal(applied.attributes['Arn'], BUS);
    cloud.events('PutRule', {
      Name: 'made-at-run-time',
      EventBusName: 'bus',
      EventPattern: '{"source":["s"]}',
    });
    apply('EventBus', { Name: 'bus', Description: 'd' });
    assert.equal(cloud.events('DescribeEventBus', { Name: 'bus' })['Description'], 'd');
    cloud.events('DescribeRule', { Name: 'made-at-run-time', EventBusName: 'bus' });
    assert.throws(() => type('EventBus').remove(applied), /since it has rules/);
  });

  it('make one statement of a bus’s policy, and take it back', () => {
    apply('EventBus', { Name: 'bus' });
    const reserve = (Effect: string) =>
      apply('EventBusPolicy', { EventBusName: 'bus', StatementId: 'reserve', Statement: statement(Effect) });
    const applied = reserve('Deny');
    apply('EventBusPolicy', { EventBusName: 'bus', StatementId: 'other', Statement: statement('Allow') });
    reserve('Deny');
    assert.throws(() => cloud.events('PutEvents', { Entries: [anEntry()] }), { code: 'AccessDenied' });
    void type('EventBusPolicy').remove(applied);
    void type('EventBusPolicy').remove(applied);
    cloud.events('PutEvents', { Entries: [anEntry()] });
  });

  it('make an archive under a name of its own, and keep its events', () => {
    apply('EventBus', { Name: 'bus' });
    const properties = { SourceArn: BUS, RetentionDays: 30, EventPattern: { source: [{ prefix: '' }] } };
    const applied = apply('Archive', properties, 'AnArchiveWithAVeryLongLogicalIdThatIsCut');
    assert.match(applied.physicalId, /^stack-AnArchive.*-[0-9A-F]{12}$/);
    assert.ok(applied.physicalId.length <= 48);
    assert.equal(applied.attributes['Arn'], arn('events', `archive/${applied.physicalId}`));
    cloud.events('PutEvents', { Entries: [anEntry()] });
    assert.deepEqual(apply('Archive', properties, 'AnArchiveWithAVeryLongLogicalIdThatIsCut'), applied);
    assert.equal(cloud.events('DescribeArchive', { ArchiveName: applied.physicalId })['EventCount'], 1);
    void type('Archive').remove(applied);
    void type('Archive').remove(applied);
    assert.deepEqual(cloud.events('ListArchives', {}), { Archives: [] });
  });

  it('make a rule with its targets, and make both equal to the template again', async () => {
    apply('EventBus', { Name: 'bus' });
    const Arn = aQueue(cloud, 'q');
    const properties = { EventBusName: BUS, EventPattern: { source: ['freyavoice.calls'] } };
    const applied = apply('Rule', {
      ...properties,
      Targets: [
        { Id: 'one', Arn },
        { Id: 'two', Arn },
      ],
    });
    const name = applied.physicalId.split('|')[1];
    assert.equal(applied.physicalId, `bus|${name}`);
    assert.equal(applied.attributes['Arn'], arn('events', `rule/bus/${name}`));
    apply('Rule', { ...properties, Targets: [{ Id: 'two', Arn }] });
    cloud.events('PutEvents', { Entries: [anEntry()] });
    assert.equal((await drain(cloud, 'q')).length, 1);
    void type('Rule').remove(applied);
    void type('Rule').remove(applied);
    assert.deepEqual(cloud.events('ListRules', { EventBusName: 'bus' }), { Rules: [] });
  });

  it('name a rule of the default bus by its name alone', () => {
    const applied = apply('Rule', { Name: 'tick', ScheduleExpression: 'rate(1 minute)', Targets: [] });
    assert.equal(applied.physicalId, 'tick');
    void type('Rule').remove(applied);
    assert.throws(() => cloud.events('DescribeRule', { Name: 'tick' }), {
      code: 'ResourceNotFoundException',
    });
  });
});
