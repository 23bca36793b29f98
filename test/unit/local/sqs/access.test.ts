import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aPolicy, awsError, createFixture } from './sqs-fixture.ts';

const ARN = 'arn:aws:sqs:us-east-1:000000000000:';

describe('an operation on a queue', () => {
  it('needs its permission on the queue, whose own policy is asked too', () => {
    const { queue, send, call, asked } = createFixture();
    const policy = aPolicy();
    const url = queue('jobs', { Policy: JSON.stringify(policy) });
    send(url, 'x');
    assert.deepEqual(asked.at(-1), {
      action: 'sqs:SendMessage',
      resource: `${ARN}jobs`,
      resourcePolicy: policy,
    });
    call('SetQueueAttributes', { QueueUrl: url, Attributes: { Policy: '' } });
    send(url, 'x');
    assert.deepEqual(asked.at(-1), {
      action: 'sqs:SendMessage',
      resource: `${ARN}jobs`,
      resourcePolicy: undefined,
    });
  });

  const operations: readonly [name: string, action: string, more: object][] = [
    ['SendMessageBatch', 'sqs:SendMessage', { Entries: [{ Id: 'a', MessageBody: 'x' }] }],
    ['DeleteMessageBatch', 'sqs:DeleteMessage', { Entries: [{ Id: 'a', ReceiptHandle: 'x' }] }],
    [
      'ChangeMessageVisibilityBatch',
      'sqs:ChangeMessageVisibility',
      { Entries: [{ Id: 'a', ReceiptHandle: 'x' }] },
    ],
    ['ReceiveMessage', 'sqs:ReceiveMessage', {}],
    ['GetQueueAttributes', 'sqs:GetQueueAttributes', {}],
    ['SetQueueAttributes', 'sqs:SetQueueAttributes', { Attributes: {} }],
    ['PurgeQueue', 'sqs:PurgeQueue', {}],
    ['TagQueue', 'sqs:TagQueue', { Tags: {} }],
    ['UntagQueue', 'sqs:UntagQueue', { TagKeys: [] }],
    ['ListQueueTags', 'sqs:ListQueueTags', {}],
    ['ListDeadLetterSourceQueues', 'sqs:ListDeadLetterSourceQueues', {}],
    ['DeleteQueue', 'sqs:DeleteQueue', {}],
  ];
  for (const [name, action, more] of operations)
    it(`${name} asks once for ${action} and does nothing when it is denied`, () => {
      const { queue, call, asked, deny } = createFixture();
      const url = queue('jobs');
      call(name, { QueueUrl: url, ...more });
      assert.deepEqual(asked.slice(1), [{ action, resource: `${ARN}jobs`, resourcePolicy: undefined }]);
      deny(action);
      assert.throws(
        () => call(name, { QueueUrl: url, ...more }),
        awsError('AccessDenied', new RegExp(action)),
      );
    });

  it('is denied before it tells whether the queue exists', () => {
    const { call, deny } = createFixture();
    deny('sqs:GetQueueUrl');
    assert.throws(() => call('GetQueueUrl', { QueueName: 'none' }), awsError('AccessDenied'));
  });
});

describe('CreateQueue and ListQueues', () => {
  it('ask by the name to be, and for all queues', () => {
    const { queue, call, asked } = createFixture();
    queue('jobs');
    call('ListQueues', {});
    assert.deepEqual(asked, [
      { action: 'sqs:CreateQueue', resource: `${ARN}jobs` },
      { action: 'sqs:ListQueues', resource: '*' },
    ]);
  });

  it('needs TagQueue too for a queue that is made with tags', () => {
    const { call, asked, deny } = createFixture();
    call('CreateQueue', { QueueName: 'jobs', tags: { team: 'a' } });
    assert.deepEqual(asked, [
      { action: 'sqs:CreateQueue', resource: `${ARN}jobs` },
      { action: 'sqs:TagQueue', resource: `${ARN}jobs` },
    ]);
    deny('sqs:TagQueue');
    assert.throws(
      () => call('CreateQueue', { QueueName: 'more', tags: { team: 'a' } }),
      awsError('AccessDenied', /sqs:TagQueue/),
    );
    call('CreateQueue', { QueueName: 'more', tags: {} });
  });
});

describe('a message move', () => {
  it('needs to be allowed what it does at the dead-letter queue and at each destination', () => {
    const { queue, call, asked } = createFixture();
    queue('dead');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: `${ARN}dead`, maxReceiveCount: 1 });
    for (const name of ['a', 'b']) queue(name, { RedrivePolicy });
    const askedBy = (name: string, input: Record<string, unknown>) => {
      const before = asked.length;
      const answer = call(name, input);
      return { answer, asked: asked.slice(before).map(({ action, resource }) => `${action} ${resource}`) };
    };
    const atSource = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map(
      (name) => `sqs:${name} ${ARN}dead`,
    );
    const toSources = askedBy('StartMessageMoveTask', { SourceArn: `${ARN}dead` });
    assert.deepEqual(toSources.asked, [
      `sqs:StartMessageMoveTask ${ARN}dead`,
      ...atSource,
      `sqs:SendMessage ${ARN}a`,
      `sqs:SendMessage ${ARN}b`,
    ]);
    const cancelled = askedBy('CancelMessageMoveTask', toSources.answer);
    assert.deepEqual(cancelled.asked, [`sqs:CancelMessageMoveTask ${ARN}dead`, ...atSource]);
    const named = askedBy('StartMessageMoveTask', { SourceArn: `${ARN}dead`, DestinationArn: `${ARN}b` });
    assert.deepEqual(named.asked.slice(4), [`sqs:SendMessage ${ARN}b`]);
    assert.deepEqual(askedBy('ListMessageMoveTasks', { SourceArn: `${ARN}dead` }).asked, [
      `sqs:ListMessageMoveTasks ${ARN}dead`,
      `sqs:GetQueueAttributes ${ARN}dead`,
    ]);
  });
});
