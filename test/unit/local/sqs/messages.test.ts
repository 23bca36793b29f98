import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { awsError, createFixture } from './sqs-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html

describe('a message', () => {
  it('is received as it was sent, with its digests', () => {
    const { queue, send, receive } = createFixture();
    const url = queue('jobs');
    const sent = send(url, 'hello');
    assert.equal(sent['MD5OfMessageBody'], '5d41402abc4b2a76b9719d911017c592');
    const [message, ...others] = receive(url, { MaxNumberOfMessages: 10 });
    assert.deepEqual(others, []);
    assert.equal(message?.Body, 'hello');
    assert.equal(message?.MessageId, sent['MessageId']);
    assert.equal(message?.MD5OfBody, sent['MD5OfMessageBody']);
    assert.equal(message?.Attributes, undefined);
  });

  it('comes back when its visibility ends, with a higher receive count and another receipt', () => {
    const { queue, send, receive, pass } = createFixture();
    const url = queue('jobs', { VisibilityTimeout: '10' });
    send(url, 'x');
    const all = { MessageSystemAttributeNames: ['All'] };
    const [first] = receive(url, all);
    pass(9.999);
    assert.deepEqual(receive(url), []);
    pass(0.001);
    const [second] = receive(url, all);
    assert.equal(first?.Attributes?.['ApproximateReceiveCount'], '1');
    assert.equal(second?.Attributes?.['ApproximateReceiveCount'], '2');
    assert.notEqual(first?.ReceiptHandle, second?.ReceiptHandle);
    assert.equal(
      first?.Attributes['ApproximateFirstReceiveTimestamp'],
      second?.Attributes['ApproximateFirstReceiveTimestamp'],
    );
  });

  it('tells its system attributes by AttributeNames and by MessageSystemAttributeNames, only those asked for', () => {
    const { queue, send, receive, context } = createFixture();
    const url = queue('jobs');
    send(url, 'x', {
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1' } },
    });
    const now = String(context.now());
    const [byOld] = receive(url, { AttributeNames: ['All'], VisibilityTimeout: 0 });
    assert.deepEqual(byOld?.Attributes, {
      SenderId: 'arn:aws:iam::000000000000:role/tester',
      SentTimestamp: now,
      ApproximateReceiveCount: '1',
      ApproximateFirstReceiveTimestamp: now,
      AWSTraceHeader: 'Root=1',
    });
    const [byNew] = receive(url, { MessageSystemAttributeNames: ['SentTimestamp'], VisibilityTimeout: 0 });
    assert.deepEqual(byNew?.Attributes, { SentTimestamp: now });
    assert.throws(
      () => receive(url, { AttributeNames: ['Sender'] }),
      awsError('InvalidAttributeName', /Sender/),
    );
  });

  it('waits for its delay, its own before that of the queue', () => {
    const { queue, send, receive, pass, attributes } = createFixture();
    const url = queue('jobs', { DelaySeconds: '60' });
    send(url, 'queue delay');
    send(url, 'own delay', { DelaySeconds: 5 });
    send(url, 'no delay', { DelaySeconds: 0 });
    const bodies = () => receive(url, { MaxNumberOfMessages: 10 }).map(({ Body }) => Body);
    assert.equal(attributes(url)['ApproximateNumberOfMessagesDelayed'], '2');
    assert.deepEqual(bodies(), ['no delay']);
    pass(5);
    assert.deepEqual(bodies(), ['own delay']);
    pass(55);
    assert.deepEqual(bodies().includes('queue delay'), true);
  });

  it('is gone when its retention has passed, hidden or not, and the sweep deletes it', (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { queue, send, receive, pass, attributes, context } = createFixture();
    const url = queue('jobs', { MessageRetentionPeriod: '60', VisibilityTimeout: '30' });
    send(url, 'received');
    send(url, 'never received');
    assert.equal(receive(url).length, 1);
    pass(59);
    assert.equal(attributes(url)['ApproximateNumberOfMessages'], '2');
    pass(1);
    assert.deepEqual(receive(url, { MaxNumberOfMessages: 10 }), []);
    assert.equal(attributes(url)['ApproximateNumberOfMessages'], '0');
    const stored = () => context.database.prepare('SELECT count(*) AS n FROM sqs_messages').get()?.['n'];
    assert.equal(stored(), 2);
    t.mock.timers.tick(60_000);
    assert.equal(stored(), 0);
  });

  it('counts as visible, in flight or delayed', () => {
    const { queue, send, receive, attributes } = createFixture();
    const url = queue('jobs');
    for (const body of ['a', 'b', 'c']) send(url, body);
    send(url, 'later', { DelaySeconds: 9 });
    receive(url, { MaxNumberOfMessages: 2 });
    const counts = attributes(url);
    assert.equal(counts['ApproximateNumberOfMessages'], '1');
    assert.equal(counts['ApproximateNumberOfMessagesNotVisible'], '2');
    assert.equal(counts['ApproximateNumberOfMessagesDelayed'], '1');
  });

  it('may hold emoji, line ends and every allowed plane', () => {
    const { queue, send, receive } = createFixture();
    const url = queue('jobs');
    const body = '\t\n\r \u{D7FF}\u{E000}\u{FFFD}👩‍👩‍👧‍👦🎉\u{10000}\u{10FFFF}';
    send(url, body);
    assert.equal(receive(url)[0]?.Body, body);
  });

  it('rejects characters that are not allowed, and an empty body', () => {
    const { queue, send } = createFixture();
    const url = queue('jobs');
    for (const body of ['\u{0}', 'a\u{8}', '\u{B}', '\u{FFFE}', 'x\u{FFFF}', '\u{D83D}', '\u{DE00}\u{D83D}'])
      assert.throws(() => send(url, body), awsError('InvalidMessageContents'), JSON.stringify(body));
    assert.throws(() => send(url, ''), awsError('MissingParameter', /MessageBody/));
  });

  it('may have 1 MiB with its attributes, and is rejected one byte above', () => {
    const { queue, send, receive } = createFixture();
    const url = queue('jobs');
    const MessageAttributes = { name: { DataType: 'String', StringValue: 'value' } };
    const room = 1_048_576 - 'name'.length - 'String'.length - 'value'.length;
    send(url, 'é'.repeat(room / 2) + 'x'.repeat(room % 2), { MessageAttributes });
    assert.equal(receive(url).length, 1);
    assert.throws(
      () => send(url, 'x'.repeat(room + 1), { MessageAttributes }),
      awsError('InvalidParameterValue', /1048577 bytes.*at most 1048576/),
    );
    const small = queue('small', { MaximumMessageSize: '1024' });
    assert.throws(() => send(small, 'x'.repeat(1025)), awsError('InvalidParameterValue', /at most 1024/));
  });

  it('rejects parameters of FIFO queues and unknown ones by name', () => {
    const { queue, send, call } = createFixture();
    const url = queue('jobs');
    assert.throws(
      () => send(url, 'x', { MessageGroupId: 'g' }),
      awsError('InvalidParameterValue', /MessageGroupId/),
    );
    assert.throws(
      () => call('ReceiveMessage', { QueueUrl: url, ReceiveRequestAttemptId: 'a' }),
      awsError('InvalidParameterValue', /ReceiveRequestAttemptId/),
    );
    assert.throws(
      () => send(url, 'x', { DelaySeconds: 901 }),
      awsError('InvalidParameterValue', /901.*DelaySeconds/),
    );
    assert.throws(
      () => send(url, 'x', { DelaySeconds: '9' }),
      awsError('InvalidParameterValue', /DelaySeconds/),
    );
  });

  it('is received in batches of at most ten', () => {
    const { queue, send, receive } = createFixture();
    const url = queue('jobs');
    for (let n = 0; n < 12; n++) send(url, String(n));
    assert.equal(receive(url).length, 1);
    assert.equal(receive(url, { MaxNumberOfMessages: 10 }).length, 10);
    assert.equal(receive(url, { MaxNumberOfMessages: 10 }).length, 1);
    for (const MaxNumberOfMessages of [0, 11])
      assert.throws(
        () => receive(url, { MaxNumberOfMessages }),
        awsError('InvalidParameterValue', /between 1 and 10/),
      );
  });

  it('is rolled back with the transaction that sent it', () => {
    const { queue, send, receive, context } = createFixture();
    const url = queue('jobs');
    context.database.exec('BEGIN');
    send(url, 'x');
    context.database.exec('ROLLBACK');
    assert.deepEqual(receive(url), []);
  });
});
