import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { awsError, createFixture, type Fixture } from './sqs-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html

const ARN = 'arn:aws:sqs:us-east-1:000000000000:';
const ALL = { MaxNumberOfMessages: 10, AttributeNames: ['All'], MessageAttributeNames: ['All'] };

/** A queue `jobs` whose messages go to `dead` after two receives. */
function createPair(fixture: Fixture, deadAttributes: Record<string, string> = {}) {
  const dead = fixture.queue('dead', deadAttributes);
  const jobs = fixture.queue('jobs', { RedrivePolicy: redrivePolicy('dead', 2), VisibilityTimeout: '10' });
  return { dead, jobs };
}

function redrivePolicy(deadLetterQueue: string, maxReceiveCount: unknown): string {
  return JSON.stringify({ deadLetterTargetArn: ARN + deadLetterQueue, maxReceiveCount });
}

describe('a message received as often as maxReceiveCount allows', () => {
  it('moves at the next receive, not before, and keeps id, enqueue time, attributes and count', () => {
    const fixture = createFixture();
    const { dead, jobs } = createPair(fixture);
    const MessageAttributes = { round: { DataType: 'Number', StringValue: '1' } };
    const { MessageId } = fixture.send(jobs, 'x', { MessageAttributes });
    const sentAt = String(fixture.context.now());
    for (let receives = 1; receives <= 2; receives++) {
      assert.equal(fixture.receive(jobs).length, 1);
      fixture.pass(10);
    }
    assert.equal(fixture.attributes(jobs)['ApproximateNumberOfMessages'], '1');
    assert.deepEqual(fixture.receive(dead), []);
    assert.deepEqual(fixture.receive(jobs), []);
    assert.equal(fixture.attributes(jobs)['ApproximateNumberOfMessages'], '0');
    const [letter] = fixture.receive(dead, ALL);
    assert.equal(letter?.MessageId, MessageId);
    assert.deepEqual(letter?.MessageAttributes, MessageAttributes);
    assert.equal(letter?.Attributes?.['SentTimestamp'], sentAt);
    assert.equal(letter?.Attributes['DeadLetterQueueSourceArn'], `${ARN}jobs`);
    assert.equal(letter?.Attributes['ApproximateReceiveCount'], '3');
  });

  it('makes room in the same receive for what waits behind it', () => {
    const fixture = createFixture();
    const { jobs } = createPair(fixture);
    for (const body of ['a', 'b']) fixture.send(jobs, body);
    for (let receives = 1; receives <= 2; receives++) {
      fixture.receive(jobs, ALL);
      fixture.pass(10);
    }
    for (const body of ['c', 'd']) fixture.send(jobs, body);
    const received = fixture.receive(jobs, { MaxNumberOfMessages: 2 });
    assert.deepEqual(
      received.map(({ Body }) => Body),
      ['c', 'd'],
    );
  });

  it('wakes a long poll on the dead-letter queue', async () => {
    const fixture = createFixture();
    const { dead, jobs } = createPair(fixture);
    fixture.send(jobs, 'x');
    for (let receives = 1; receives <= 2; receives++) fixture.receive(jobs, { VisibilityTimeout: 0 });
    const polling = fixture.call('ReceiveMessage', { QueueUrl: dead, WaitTimeSeconds: 20 });
    fixture.receive(jobs);
    const answer = (await Promise.resolve<unknown>(polling)) as { Messages: unknown[] };
    assert.equal(answer.Messages.length, 1);
  });

  it('leaves its old receipts without effect', () => {
    const fixture = createFixture();
    const { dead, jobs } = createPair(fixture);
    fixture.send(jobs, 'x');
    fixture.receive(jobs, { VisibilityTimeout: 0 });
    const [last] = fixture.receive(jobs, { VisibilityTimeout: 0 });
    fixture.receive(jobs);
    fixture.call('DeleteMessage', { QueueUrl: jobs, ReceiptHandle: last?.ReceiptHandle });
    assert.equal(fixture.receive(dead).length, 1);
  });

  it('expires by the retention of the dead-letter queue from its original enqueue time', () => {
    const fixture = createFixture();
    const { dead, jobs } = createPair(fixture, { MessageRetentionPeriod: '60' });
    fixture.send(jobs, 'x');
    for (let receives = 1; receives <= 2; receives++) {
      fixture.receive(jobs);
      fixture.pass(25);
    }
    fixture.receive(jobs);
    assert.equal(fixture.attributes(dead)['ApproximateNumberOfMessages'], '1');
    fixture.pass(10);
    assert.deepEqual(fixture.receive(dead), []);
  });

  it('stays and is received again while its dead-letter queue is gone or no longer allows it', () => {
    const fixture = createFixture();
    const { dead, jobs } = createPair(fixture);
    fixture.send(jobs, 'x');
    const receive = () => fixture.receive(jobs, { VisibilityTimeout: 0 }).length;
    const RedriveAllowPolicy = JSON.stringify({ redrivePermission: 'denyAll' });
    fixture.call('SetQueueAttributes', { QueueUrl: dead, Attributes: { RedriveAllowPolicy } });
    assert.deepEqual([receive(), receive(), receive()], [1, 1, 1]);
    fixture.call('DeleteQueue', { QueueUrl: dead });
    assert.equal(receive(), 1);
  });

  it('is counted anew for the redrive policy of the dead-letter queue itself', () => {
    const fixture = createFixture();
    fixture.queue('last');
    const { dead, jobs } = createPair(fixture, { RedrivePolicy: redrivePolicy('last', 1) });
    fixture.send(jobs, 'x');
    for (let receives = 1; receives <= 3; receives++) fixture.receive(jobs, { VisibilityTimeout: 0 });
    assert.equal(fixture.receive(dead, { VisibilityTimeout: 0 }).length, 1);
    assert.equal(fixture.receive(dead, { VisibilityTimeout: 0 }).length, 0);
  });
});

describe('a redrive policy', () => {
  it('takes a number or its text, and lists its queue as a source of the dead-letter queue', () => {
    const fixture = createFixture();
    const dead = fixture.queue('dead');
    const urls = ['a', 'b', 'c'].map((name) =>
      fixture.queue(name, { RedrivePolicy: redrivePolicy('dead', '5') }),
    );
    assert.equal(fixture.attributes(String(urls[0]))['RedrivePolicy'], redrivePolicy('dead', 5));
    const list = (more: object) => fixture.call('ListDeadLetterSourceQueues', { QueueUrl: dead, ...more });
    assert.deepEqual(list({}), { queueUrls: urls });
    const page = list({ MaxResults: 2 });
    assert.deepEqual(page['queueUrls'], urls.slice(0, 2));
    assert.deepEqual(list({ MaxResults: 2, NextToken: page['NextToken'] }), { queueUrls: urls.slice(2) });
    fixture.call('SetQueueAttributes', { QueueUrl: urls[0], Attributes: { RedrivePolicy: '' } });
    assert.deepEqual(list({}), { queueUrls: urls.slice(1) });
  });

  it('rejects what is no policy, a queue that does not exist, and its own queue', () => {
    const { queue, call } = createFixture();
    const url = queue('jobs');
    const refusals: readonly [policy: string, why: RegExp][] = [
      ['nonsense', /JSON object/],
      [redrivePolicy('jobs', 0), /between 1 and 1000/],
      [redrivePolicy('jobs', 1001), /between 1 and 1000/],
      [redrivePolicy('jobs', ''), /between 1 and 1000/],
      [JSON.stringify({ maxReceiveCount: 1 }), /deadLetterTargetArn/],
      [JSON.stringify({ deadLetterTargetArn: 'x', maxReceiveCount: 1, more: 1 }), /unknown more/],
      [redrivePolicy('none', 3), /does not exist/],
      [redrivePolicy('jobs', 3), /its own/],
    ];
    for (const [RedrivePolicy, why] of refusals)
      assert.throws(
        () => call('SetQueueAttributes', { QueueUrl: url, Attributes: { RedrivePolicy } }),
        awsError('InvalidParameterValue', why),
      );
  });
});

describe('a redrive allow policy', () => {
  it('lets only the queues it names use the queue for dead letters', () => {
    const { queue } = createFixture();
    queue('open', allow({ redrivePermission: 'allowAll' }));
    queue('closed', allow({ redrivePermission: 'denyAll' }));
    queue('named', allow({ redrivePermission: 'byQueue', sourceQueueArns: [`${ARN}friend`] }));
    queue('a', { RedrivePolicy: redrivePolicy('open', 3) });
    queue('friend', { RedrivePolicy: redrivePolicy('named', 3) });
    for (const dead of ['closed', 'named'])
      assert.throws(
        () => queue('b', { RedrivePolicy: redrivePolicy(dead, 3) }),
        awsError('InvalidParameterValue', new RegExp(`${dead} does not permit`)),
      );
  });

  it('rejects a permission that is none, and lists of sources that do not fit', () => {
    const { queue } = createFixture();
    for (const policy of [
      { redrivePermission: 'some' },
      { redrivePermission: 'byQueue' },
      { redrivePermission: 'byQueue', sourceQueueArns: [] },
      { redrivePermission: 'byQueue', sourceQueueArns: Array.from({ length: 11 }, () => 'arn') },
      { redrivePermission: 'denyAll', sourceQueueArns: ['arn'] },
      { redrivePermission: 'allowAll', more: 1 },
    ])
      assert.throws(
        () => queue('jobs', allow(policy)),
        awsError('InvalidParameterValue', /RedriveAllowPolicy/),
      );
  });
});

function allow(policy: object): Record<string, string> {
  return { RedriveAllowPolicy: JSON.stringify(policy) };
}
