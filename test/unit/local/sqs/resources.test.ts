import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Applied, ResourceType } from '../../../../local/cloudformation/resource-type.ts';
import { aPolicy, awsError, createFixture, type Fixture } from './sqs-fixture.ts';

const ARN = 'arn:aws:sqs:us-east-1:000000000000:';
const URL = 'http://127.0.0.1:4566/000000000000/';

function resourceType({ sqs }: Fixture, type: string): ResourceType {
  const found = sqs.resourceTypes.find((candidate) => candidate.type === type);
  assert.ok(found);
  return found;
}

function apply(
  fixture: Fixture,
  type: string,
  properties: Record<string, unknown>,
  logicalId = 'Jobs',
): Applied {
  return resourceType(fixture, type).apply({ stackName: 'stack', logicalId, properties }) as Applied;
}

describe('AWS::SQS::Queue', () => {
  it('is made with what the template says, and answers Ref and GetAtt', () => {
    const fixture = createFixture();
    apply(fixture, 'AWS::SQS::Queue', { QueueName: 'dead' }, 'Dead');
    const applied = apply(fixture, 'AWS::SQS::Queue', {
      QueueName: 'jobs',
      VisibilityTimeout: 90,
      MessageRetentionPeriod: '120',
      SqsManagedSseEnabled: true,
      RedrivePolicy: { deadLetterTargetArn: `${ARN}dead`, maxReceiveCount: 1000 },
      RedriveAllowPolicy: { redrivePermission: 'denyAll' },
      Tags: [{ Key: 'stage', Value: 'local' }],
    });
    assert.deepEqual(applied, {
      physicalId: `${URL}jobs`,
      attributes: { Arn: `${ARN}jobs`, QueueName: 'jobs', QueueUrl: `${URL}jobs` },
    });
    const attributes = fixture.attributes(`${URL}jobs`);
    assert.equal(attributes['VisibilityTimeout'], '90');
    assert.equal(attributes['MessageRetentionPeriod'], '120');
    assert.equal(attributes['RedrivePolicy'], `{"deadLetterTargetArn":"${ARN}dead","maxReceiveCount":1000}`);
    assert.equal(attributes['RedriveAllowPolicy'], '{"redrivePermission":"denyAll"}');
    assert.deepEqual(fixture.call('ListQueueTags', { QueueUrl: `${URL}jobs` }), { Tags: { stage: 'local' } });
  });

  it('becomes equal to a changed template, keeps its messages and its policy', () => {
    const fixture = createFixture();
    apply(fixture, 'AWS::SQS::Queue', { QueueName: 'jobs', VisibilityTimeout: 90, DelaySeconds: 0 });
    const Policy = JSON.stringify(aPolicy());
    fixture.call('SetQueueAttributes', { QueueUrl: `${URL}jobs`, Attributes: { Policy } });
    fixture.send(`${URL}jobs`, 'kept');
    apply(fixture, 'AWS::SQS::Queue', { QueueName: 'jobs', DelaySeconds: 5 });
    const attributes = fixture.attributes(`${URL}jobs`);
    assert.deepEqual(
      [attributes['VisibilityTimeout'], attributes['DelaySeconds'], attributes['Policy']],
      ['30', '5', Policy],
    );
    assert.equal(fixture.receive(`${URL}jobs`)[0]?.Body, 'kept');
  });

  it('has a name of its own when the template gives none, the same at every start', () => {
    const fixture = createFixture();
    const name = apply(fixture, 'AWS::SQS::Queue', {}).attributes['QueueName'];
    assert.match(String(name), /^stack-Jobs-[0-9a-f]{12}$/);
    assert.equal(apply(fixture, 'AWS::SQS::Queue', {}).attributes['QueueName'], name);
    const long = apply(fixture, 'AWS::SQS::Queue', {}, 'L'.repeat(100)).attributes['QueueName'];
    assert.equal(long?.length, 80);
  });

  it('is removed once, and can be made again at once', async () => {
    const fixture = createFixture();
    const applied = apply(fixture, 'AWS::SQS::Queue', { QueueName: 'jobs' });
    const { remove } = resourceType(fixture, 'AWS::SQS::Queue');
    await remove(applied);
    assert.throws(() => fixture.send(`${URL}jobs`, 'x'), awsError('QueueDoesNotExist'));
    await remove(applied);
    apply(fixture, 'AWS::SQS::Queue', { QueueName: 'jobs' });
    fixture.send(`${URL}jobs`, 'x');
  });

  it('rejects a value that SQS would refuse, and FIFO names', () => {
    const fixture = createFixture();
    assert.throws(
      () => apply(fixture, 'AWS::SQS::Queue', { VisibilityTimeout: 43_201 }),
      awsError('InvalidAttributeValue', /43201/),
    );
    assert.throws(
      () => apply(fixture, 'AWS::SQS::Queue', { QueueName: 'a.fifo' }),
      awsError('InvalidParameterValue'),
    );
    assert.equal(resourceType(fixture, 'AWS::SQS::Queue').properties.includes('FifoQueue'), false);
  });
});

describe('AWS::SQS::QueuePolicy', () => {
  it('is the policy of the queues that it names, and of none that it no longer names', async () => {
    const fixture = createFixture();
    for (const name of ['a', 'b']) fixture.queue(name);
    const both = { Queues: [`${URL}a`, `${URL}b`], PolicyDocument: aPolicy('one') };
    const one = JSON.stringify(aPolicy('one'));
    apply(fixture, 'AWS::SQS::QueuePolicy', both, 'Policy');
    assert.deepEqual(policies(fixture), [one, one]);
    const two = JSON.stringify(aPolicy('two'));
    const onlyB = { Queues: [`${URL}b`], PolicyDocument: aPolicy('two') };
    const applied = apply(fixture, 'AWS::SQS::QueuePolicy', onlyB, 'Policy');
    assert.deepEqual(policies(fixture), ['none', two]);
    const { remove } = resourceType(fixture, 'AWS::SQS::QueuePolicy');
    await remove(applied);
    await remove(applied);
    assert.deepEqual(policies(fixture), ['none', 'none']);
  });

  it('rejects a queue that does not exist', () => {
    const fixture = createFixture();
    assert.throws(
      () =>
        apply(fixture, 'AWS::SQS::QueuePolicy', { Queues: [`${URL}none`], PolicyDocument: aPolicy('one') }),
      awsError('QueueDoesNotExist', /none/),
    );
    assert.throws(
      () => apply(fixture, 'AWS::SQS::QueuePolicy', { Queues: [], PolicyDocument: aPolicy('one') }),
      awsError('InvalidParameterValue', /Queues/),
    );
  });
});

function policies(fixture: Fixture): string[] {
  return ['a', 'b'].map((name) => fixture.attributes(URL + name)['Policy'] ?? 'none');
}
