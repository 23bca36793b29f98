import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aPolicy, awsError, createFixture } from './sqs-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html

describe('a queue', () => {
  it('has a URL at the endpoint, an ARN and the documented defaults', () => {
    const { queue, attributes } = createFixture();
    const url = queue('jobs');
    assert.equal(url, 'http://127.0.0.1:4566/000000000000/jobs');
    assert.deepEqual(attributes(url), {
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesDelayed: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      CreatedTimestamp: '1767225600',
      DelaySeconds: '0',
      LastModifiedTimestamp: '1767225600',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      QueueArn: 'arn:aws:sqs:us-east-1:000000000000:jobs',
      ReceiveMessageWaitTimeSeconds: '0',
      SqsManagedSseEnabled: 'true',
      VisibilityTimeout: '30',
    });
  });

  it('is found by the path of its URL, whatever the host', () => {
    const { queue, send, receive } = createFixture();
    queue('jobs');
    send('https://sqs.us-east-1.amazonaws.com/000000000000/jobs', 'x');
    assert.equal(receive('http://localhost:1/000000000000/jobs').length, 1);
    assert.throws(() => receive('http://localhost/jobs'), awsError('InvalidAddress', /000000000000/));
    assert.throws(
      () => receive('http://localhost/111111111111/jobs'),
      awsError('QueueDoesNotExist', /111111111111/),
    );
    assert.throws(() => receive(''), awsError('MissingParameter', /QueueUrl/));
  });

  it('is created once: the same attributes give it again, others are rejected', () => {
    const { queue } = createFixture();
    const url = queue('jobs', { VisibilityTimeout: '60' });
    assert.equal(queue('jobs', { VisibilityTimeout: '60', DelaySeconds: '0' }), url);
    assert.equal(queue('jobs'), url);
    assert.throws(
      () => queue('jobs', { VisibilityTimeout: '61' }),
      awsError('QueueNameExists', /VisibilityTimeout.*60.*61/),
    );
  });

  it('keeps its name locked for 60 seconds after it was deleted', () => {
    const { queue, call, send, receive, pass } = createFixture();
    const url = queue('jobs');
    send(url, 'x');
    call('DeleteQueue', { QueueUrl: url });
    assert.throws(() => send(url, 'x'), awsError('QueueDoesNotExist', /jobs/));
    pass(59);
    assert.throws(() => queue('jobs'), awsError('QueueDeletedRecently', /1 s are left/));
    pass(1);
    queue('jobs');
    assert.deepEqual(receive(url), []);
  });

  it('changes by SetQueueAttributes, and loses a policy by an empty one', () => {
    const { queue, call, attributes, pass } = createFixture();
    const url = queue('jobs');
    const set = (Attributes: object) => call('SetQueueAttributes', { QueueUrl: url, Attributes });
    pass(5);
    const Policy = JSON.stringify(aPolicy());
    set({ VisibilityTimeout: '99', Policy });
    assert.equal(attributes(url)['VisibilityTimeout'], '99');
    assert.equal(attributes(url)['Policy'], Policy);
    assert.equal(attributes(url)['LastModifiedTimestamp'], '1767225605');
    set({ Policy: '' });
    assert.equal('Policy' in attributes(url), false);
    assert.throws(
      () => set({ VisibilityTimeout: '43201' }),
      awsError('InvalidAttributeValue', /43201.*0 and 43200/),
    );
  });

  it('rejects unknown and FIFO attributes by name, and values out of range', () => {
    const { queue } = createFixture();
    const refusals: readonly [name: string, value: string, code: string][] = [
      ['FifoQueue', 'true', 'InvalidAttributeName'],
      ['KmsMasterKeyId', 'alias/aws/sqs', 'InvalidAttributeName'],
      ['Colour', 'blue', 'InvalidAttributeName'],
      ['QueueArn', 'arn', 'InvalidAttributeName'],
      ['DelaySeconds', '901', 'InvalidAttributeValue'],
      ['DelaySeconds', '1.5', 'InvalidAttributeValue'],
      ['MaximumMessageSize', '1023', 'InvalidAttributeValue'],
      ['MessageRetentionPeriod', '59', 'InvalidAttributeValue'],
      ['ReceiveMessageWaitTimeSeconds', '', 'InvalidAttributeValue'],
      ['SqsManagedSseEnabled', 'yes', 'InvalidAttributeValue'],
      ['Policy', '{}', 'InvalidAttributeValue'],
      ['Policy', 'nonsense', 'InvalidAttributeValue'],
    ];
    for (const [name, value, code] of refusals)
      assert.throws(
        () => queue('jobs', { [name]: value }),
        awsError(code, new RegExp(name)),
        `${name}=${value}`,
      );
    assert.throws(() => queue('jobs.fifo'), awsError('InvalidParameterValue', /FIFO/));
    for (const name of ['a b', 'x'.repeat(81), 'a.b'])
      assert.throws(() => queue(name), awsError('InvalidParameterValue', /80/));
    assert.throws(() => queue(''), awsError('MissingParameter', /QueueName/));
  });

  it('gives only the attributes asked for, none without names', () => {
    const { queue, call } = createFixture();
    const url = queue('jobs');
    const get = (...AttributeNames: string[]) =>
      call('GetQueueAttributes', { QueueUrl: url, AttributeNames });
    assert.deepEqual(get('DelaySeconds', 'Policy', 'ApproximateNumberOfMessages'), {
      Attributes: { DelaySeconds: '0', ApproximateNumberOfMessages: '0' },
    });
    assert.deepEqual(get(), {});
    assert.throws(
      () => get('ApproximateAgeOfOldestMessage'),
      awsError('InvalidAttributeName', /ApproximateAgeOfOldest/),
    );
  });

  it('is found by name, and fails by name when there is none', () => {
    const { queue, call } = createFixture();
    const url = queue('jobs');
    assert.deepEqual(call('GetQueueUrl', { QueueName: 'jobs' }), { QueueUrl: url });
    assert.throws(() => call('GetQueueUrl', { QueueName: 'none' }), awsError('QueueDoesNotExist', /none/));
    assert.throws(
      () => call('GetQueueUrl', { QueueName: 'jobs', QueueOwnerAWSAccountId: '111111111111' }),
      awsError('QueueDoesNotExist', /111111111111/),
    );
  });

  it('is listed by prefix and in pages', () => {
    const { queue, call } = createFixture();
    assert.deepEqual(call('ListQueues', {}), {});
    const urls = ['a_1', 'a_2', 'a_3', 'ab1'].map((name) => queue(name));
    assert.deepEqual(call('ListQueues', {}), { QueueUrls: urls });
    const first = call('ListQueues', { QueueNamePrefix: 'a_', MaxResults: 2 });
    assert.deepEqual(first['QueueUrls'], urls.slice(0, 2));
    assert.deepEqual(
      call('ListQueues', { QueueNamePrefix: 'a_', MaxResults: 2, NextToken: first['NextToken'] }),
      {
        QueueUrls: urls.slice(2, 3),
      },
    );
    assert.throws(
      () => call('ListQueues', { NextToken: 'x' }),
      awsError('InvalidParameterValue', /MaxResults/),
    );
  });

  it('is purged, once in 60 seconds', () => {
    const { queue, call, send, receive, pass } = createFixture();
    const url = queue('jobs');
    for (const body of ['a', 'b']) send(url, body);
    receive(url);
    call('PurgeQueue', { QueueUrl: url });
    pass(31);
    assert.deepEqual(receive(url), []);
    assert.throws(() => call('PurgeQueue', { QueueUrl: url }), awsError('PurgeQueueInProgress', /jobs/));
    pass(29);
    call('PurgeQueue', { QueueUrl: url });
  });

  it('keeps tags', () => {
    const { call } = createFixture();
    const url = String(call('CreateQueue', { QueueName: 'jobs', tags: { stage: 'test' } })['QueueUrl']);
    call('TagQueue', { QueueUrl: url, Tags: { team: 'a', stage: 'local' } });
    assert.deepEqual(call('ListQueueTags', { QueueUrl: url }), { Tags: { stage: 'local', team: 'a' } });
    call('UntagQueue', { QueueUrl: url, TagKeys: ['stage', 'none'] });
    assert.deepEqual(call('ListQueueTags', { QueueUrl: url }), { Tags: { team: 'a' } });
    assert.throws(
      () => call('TagQueue', { QueueUrl: url, Tags: { 'aws:x': 'y' } }),
      awsError('InvalidParameterValue', /aws:/),
    );
  });

  it('leaves no trace when the transaction that made or changed it is rolled back', () => {
    const { queue, call, context, attributes } = createFixture();
    const url = queue('kept');
    context.database.exec('BEGIN');
    queue('jobs');
    call('SetQueueAttributes', { QueueUrl: url, Attributes: { DelaySeconds: '9' } });
    assert.equal(attributes(url)['DelaySeconds'], '9');
    context.database.exec('ROLLBACK');
    assert.throws(() => call('GetQueueUrl', { QueueName: 'jobs' }), awsError('QueueDoesNotExist'));
    assert.equal(attributes(url)['DelaySeconds'], '0');
  });
});

describe('an operation that is not emulated', () => {
  it('is rejected by name', () => {
    const { call } = createFixture();
    for (const name of ['AddPermission', 'RemovePermission'])
      assert.throws(() => call(name, {}), awsError('UnsupportedOperation', new RegExp(`${name}.*Policy`)));
  });
});
