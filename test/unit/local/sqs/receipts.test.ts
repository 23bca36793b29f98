import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { awsError, createFixture } from './sqs-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html

const HOUR = 3600;

describe('a receipt handle', () => {
  it('deletes its message, even after the visibility has ended', () => {
    const { queue, send, receive, call, pass, attributes } = createFixture();
    const url = queue('jobs');
    send(url, 'x');
    const ReceiptHandle = receive(url)[0]?.ReceiptHandle;
    pass(31);
    assert.deepEqual(call('DeleteMessage', { QueueUrl: url, ReceiptHandle }), {});
    assert.equal(attributes(url)['ApproximateNumberOfMessages'], '0');
    assert.deepEqual(call('DeleteMessage', { QueueUrl: url, ReceiptHandle }), {});
  });

  it('deletes nothing once the message was received again, and says so to nobody', () => {
    const { queue, send, receive, call, pass, attributes } = createFixture();
    const url = queue('jobs');
    send(url, 'x');
    const old = receive(url)[0]?.ReceiptHandle;
    pass(31);
    const latest = receive(url)[0]?.ReceiptHandle;
    assert.deepEqual(call('DeleteMessage', { QueueUrl: url, ReceiptHandle: old }), {});
    assert.equal(attributes(url)['ApproximateNumberOfMessagesNotVisible'], '1');
    call('DeleteMessage', { QueueUrl: url, ReceiptHandle: latest });
    assert.equal(attributes(url)['ApproximateNumberOfMessagesNotVisible'], '0');
  });

  it('is rejected when it is none, or another queue gave it', () => {
    const { queue, send, receive, call } = createFixture();
    const [url, other] = [queue('jobs'), queue('others')];
    send(other, 'x');
    const foreign = receive(other)[0]?.ReceiptHandle;
    for (const ReceiptHandle of ['nonsense', foreign])
      for (const name of ['DeleteMessage', 'ChangeMessageVisibility'])
        assert.throws(
          () =>
            call(name, {
              QueueUrl: url,
              ReceiptHandle,
              ...(name !== 'DeleteMessage' && { VisibilityTimeout: 1 }),
            }),
          awsError('ReceiptHandleIsInvalid', /jobs/),
        );
  });

  it('hides its message longer or ends the hiding, counted from the call, for this receive only', () => {
    const { queue, send, receive, call, pass } = createFixture();
    const url = queue('jobs');
    send(url, 'x');
    const hide = (ReceiptHandle: string | undefined, VisibilityTimeout: number) =>
      call('ChangeMessageVisibility', { QueueUrl: url, ReceiptHandle, VisibilityTimeout });
    const first = receive(url)[0]?.ReceiptHandle;
    pass(20);
    hide(first, 100);
    pass(99);
    assert.deepEqual(receive(url), []);
    pass(1);
    const second = receive(url)[0]?.ReceiptHandle;
    pass(29);
    assert.deepEqual(receive(url), []);
    hide(second, 0);
    assert.equal(receive(url).length, 1);
  });

  it('hides for at most twelve hours from the receive', () => {
    const { queue, send, receive, call, pass } = createFixture();
    const url = queue('jobs');
    send(url, 'x');
    const ReceiptHandle = receive(url, { VisibilityTimeout: 12 * HOUR })[0]?.ReceiptHandle;
    const hide = (VisibilityTimeout: number) =>
      call('ChangeMessageVisibility', { QueueUrl: url, ReceiptHandle, VisibilityTimeout });
    hide(12 * HOUR);
    pass(HOUR);
    assert.throws(
      () => hide(11 * HOUR + 1),
      awsError('InvalidParameterValue', /39601.*43200 seconds.*39600 are left/),
    );
    hide(11 * HOUR);
    assert.throws(() => hide(12 * HOUR + 1), awsError('InvalidParameterValue', /43201/));
    assert.throws(() => hide(-1), awsError('InvalidParameterValue', /-1/));
  });

  it('cannot change what is not in flight, gone or received again', () => {
    const { queue, send, receive, call, pass } = createFixture();
    const url = queue('jobs');
    send(url, 'x');
    const old = receive(url)[0]?.ReceiptHandle;
    const hide = (ReceiptHandle: string | undefined) =>
      call('ChangeMessageVisibility', { QueueUrl: url, ReceiptHandle, VisibilityTimeout: 5 });
    pass(30);
    assert.throws(() => hide(old), awsError('MessageNotInflight'));
    const latest = receive(url)[0]?.ReceiptHandle;
    assert.throws(() => hide(old), awsError('InvalidParameterValue', /not available for visibility/));
    call('DeleteMessage', { QueueUrl: url, ReceiptHandle: latest });
    assert.throws(() => hide(latest), awsError('InvalidParameterValue', /does not exist/));
  });
});

describe('a duplicate on demand', () => {
  it('is received once more, even if the first receiver deletes its message', () => {
    const answers = [true];
    const { queue, send, receive, call, attributes } = createFixture({
      duplicate: () => answers.shift() ?? false,
    });
    const url = queue('jobs');
    const { MessageId } = send(url, 'x');
    const receiveOne = () => receive(url, { MaxNumberOfMessages: 10, AttributeNames: ['All'] });
    const [first, ...none] = receiveOne();
    assert.deepEqual(none, []);
    call('DeleteMessage', { QueueUrl: url, ReceiptHandle: first?.ReceiptHandle });
    call('ChangeMessageVisibility', {
      QueueUrl: url,
      ReceiptHandle: first?.ReceiptHandle,
      VisibilityTimeout: 99,
    });
    const [second] = receiveOne();
    assert.equal(second?.MessageId, MessageId);
    assert.equal(second?.Attributes?.['ApproximateReceiveCount'], '2');
    assert.deepEqual(receiveOne(), []);
    call('DeleteMessage', { QueueUrl: url, ReceiptHandle: second?.ReceiptHandle });
    assert.equal(attributes(url)['ApproximateNumberOfMessagesNotVisible'], '0');
  });

  it('is never made of a duplicate: a message that always repeats can still be deleted', () => {
    const { queue, send, receive, call } = createFixture({ duplicate: () => true });
    const url = queue('jobs');
    send(url, 'x');
    for (let receives = 1; receives <= 2; receives++) {
      const ReceiptHandle = receive(url)[0]?.ReceiptHandle;
      call('DeleteMessage', { QueueUrl: url, ReceiptHandle });
    }
    assert.deepEqual(receive(url), []);
  });
});

describe('makeInFlightVisible', () => {
  it('makes what is in flight visible at once, keeps receive counts, and leaves delays alone', () => {
    const { queue, send, receive, sqs, attributes } = createFixture();
    const url = queue('jobs');
    send(url, 'in flight');
    send(url, 'delayed', { DelaySeconds: 60 });
    receive(url, { MaxNumberOfMessages: 10 });
    sqs.makeInFlightVisible();
    assert.equal(attributes(url)['ApproximateNumberOfMessagesDelayed'], '1');
    const [message, ...others] = receive(url, { MaxNumberOfMessages: 10, AttributeNames: ['All'] });
    assert.deepEqual(others, []);
    assert.equal(message?.Body, 'in flight');
    assert.equal(message?.Attributes?.['ApproximateReceiveCount'], '2');
  });
});
