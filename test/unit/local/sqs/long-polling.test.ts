import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { awsError, createFixture, type Fixture, type Message } from './sqs-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html

type Answer = { readonly Messages?: readonly Message[] };

function poll({ call }: Fixture, QueueUrl: string, more: object = {}, signal?: AbortSignal): Promise<Answer> {
  const answer: unknown = call('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20, ...more }, signal);
  assert.ok(answer instanceof Promise, 'it waits');
  return answer as Promise<Answer>;
}

const bodies = ({ Messages = [] }: Answer): string[] => Messages.map(({ Body }) => Body);

describe('a short poll', () => {
  it('may find nothing where a long one finds all, on demand', () => {
    const answers = [true, false];
    const fixture = createFixture({ miss: () => answers.shift() ?? true });
    const url = fixture.queue('jobs');
    for (const body of ['x', 'y', 'z']) fixture.send(url, body);
    assert.deepEqual(fixture.receive(url), []);
    assert.equal(fixture.receive(url).length, 1);
    assert.equal(fixture.receive(url, { MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }).length, 2);
  });
});

describe('a long poll', () => {
  it('answers at once when something is visible', () => {
    const fixture = createFixture();
    const url = fixture.queue('jobs');
    fixture.send(url, 'x');
    assert.equal(fixture.receive(url, { WaitTimeSeconds: 20 }).length, 1);
  });

  it('ends as soon as a message arrives, without waiting for a timer', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const fixture = createFixture();
    const url = fixture.queue('jobs');
    const polling = poll(fixture, url);
    fixture.send(url, 'x');
    assert.deepEqual(bodies(await polling), ['x']);
  });

  it('ends with nothing when its time is up, that of the request or of the queue', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const fixture = createFixture();
    const url = fixture.queue('jobs', { ReceiveMessageWaitTimeSeconds: '3' });
    const byQueue = poll(fixture, url, { WaitTimeSeconds: undefined });
    const byRequest = poll(fixture, url, { WaitTimeSeconds: 2 });
    t.mock.timers.tick(2000);
    assert.deepEqual(await byRequest, {});
    t.mock.timers.tick(1000);
    assert.deepEqual(await byQueue, {});
    assert.deepEqual(fixture.call('ReceiveMessage', { QueueUrl: url, WaitTimeSeconds: 0 }), {});
  });

  it('ends when a hidden or delayed message becomes visible', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
    const fixture = createFixture({ now: Date.now });
    const url = fixture.queue('jobs', { VisibilityTimeout: '7' });
    fixture.send(url, 'hidden');
    fixture.receive(url);
    const first = poll(fixture, url);
    fixture.send(url, 'delayed', { DelaySeconds: 3 });
    await Promise.resolve();
    t.mock.timers.tick(3000);
    assert.deepEqual(bodies(await first), ['delayed']);
    const second = poll(fixture, url);
    t.mock.timers.tick(4000);
    assert.deepEqual(bodies(await second), ['hidden']);
  });

  it('ends when the hiding of a message is ended', async () => {
    const fixture = createFixture();
    const url = fixture.queue('jobs');
    fixture.send(url, 'x');
    const ReceiptHandle = fixture.receive(url)[0]?.ReceiptHandle;
    const polling = poll(fixture, url);
    fixture.call('ChangeMessageVisibility', { QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 });
    assert.deepEqual(bodies(await polling), ['x']);
  });

  it('ends when what was in flight is made visible', async () => {
    const fixture = createFixture();
    const url = fixture.queue('jobs');
    fixture.send(url, 'x');
    fixture.receive(url);
    const polling = poll(fixture, url);
    fixture.sqs.makeInFlightVisible();
    assert.deepEqual(bodies(await polling), ['x']);
  });

  it('takes nothing once its request is aborted', async () => {
    const fixture = createFixture();
    const url = fixture.queue('jobs');
    const controller = new AbortController();
    const aborted = poll(fixture, url, {}, controller.signal);
    const patient = poll(fixture, url);
    controller.abort();
    fixture.send(url, 'x');
    assert.deepEqual(await aborted, {});
    assert.deepEqual(bodies(await patient), ['x']);
  });

  it('is served in order of arrival, one message each', async () => {
    const fixture = createFixture();
    const url = fixture.queue('jobs');
    const polls = [poll(fixture, url), poll(fixture, url), poll(fixture, url)];
    for (const body of ['a', 'b', 'c']) fixture.send(url, body);
    assert.deepEqual((await Promise.all(polls)).map(bodies), [['a'], ['b'], ['c']]);
  });

  it('sees a message only once its transaction has been committed', async () => {
    const fixture = createFixture();
    const url = fixture.queue('jobs');
    const polling = poll(fixture, url);
    fixture.context.database.exec('BEGIN');
    fixture.send(url, 'rolled back');
    fixture.context.database.exec('ROLLBACK');
    await Promise.resolve();
    fixture.context.database.exec('BEGIN');
    fixture.send(url, 'committed');
    fixture.context.database.exec('COMMIT');
    assert.deepEqual(bodies(await polling), ['committed']);
  });

  it('fails when its queue is deleted, even if another of that name follows', async () => {
    const fixture = createFixture();
    const url = fixture.queue('jobs');
    const polls = [poll(fixture, url), poll(fixture, url)];
    fixture.call('DeleteQueue', { QueueUrl: url });
    const template = { stackName: 'stack', logicalId: 'Jobs', properties: { QueueName: 'jobs' } };
    await fixture.sqs.resourceTypes.find(({ type }) => type === 'AWS::SQS::Queue')?.apply(template);
    fixture.send(url, 'for another queue');
    for (const polling of polls) await assert.rejects(polling, awsError('QueueDoesNotExist', /deleted/));
  });

  it('ends with nothing when SQS stops', async () => {
    const fixture = createFixture();
    const polling = poll(fixture, fixture.queue('jobs'));
    fixture.sqs.stop();
    assert.deepEqual(await polling, {});
  });

  it('may last 20 seconds, and is rejected above', () => {
    const fixture = createFixture();
    const url = fixture.queue('jobs');
    assert.throws(
      () => fixture.receive(url, { WaitTimeSeconds: 21 }),
      awsError('InvalidParameterValue', /21 for parameter WaitTimeSeconds.*between 0 and 20/),
    );
  });
});

describe('the limit of messages in flight', () => {
  it('rejects a short poll with OverLimit and lets a long poll wait for room', async () => {
    const fixture = createFixture({ inFlightLimit: 3 });
    const url = fixture.queue('jobs');
    for (const body of ['a', 'b', 'c', 'd']) fixture.send(url, body);
    const received = fixture.receive(url, { MaxNumberOfMessages: 10 });
    assert.deepEqual(
      received.map(({ Body }) => Body),
      ['a', 'b', 'c'],
    );
    assert.throws(() => fixture.receive(url), awsError('OverLimit', /jobs/));
    const polling = poll(fixture, url);
    fixture.call('DeleteMessage', { QueueUrl: url, ReceiptHandle: received[0]?.ReceiptHandle });
    assert.deepEqual(bodies(await polling), ['d']);
  });

  it('counts what was in flight before a start', () => {
    const before = createFixture();
    const url = before.queue('jobs');
    for (const body of ['a', 'b', 'c', 'd', 'e']) before.send(url, body);
    before.receive(url, { MaxNumberOfMessages: 2 });
    const after = createFixture({ inFlightLimit: 3, database: before.context.database });
    assert.equal(after.receive(url).length, 1);
    assert.throws(() => after.receive(url), awsError('OverLimit'));
  });

  it('counts what is in flight now: ended hiding makes room', () => {
    const fixture = createFixture({ inFlightLimit: 2 });
    const url = fixture.queue('jobs', { VisibilityTimeout: '10' });
    for (const body of ['a', 'b', 'c']) fixture.send(url, body);
    assert.equal(fixture.receive(url, { MaxNumberOfMessages: 10 }).length, 2);
    fixture.pass(10);
    assert.equal(fixture.receive(url, { MaxNumberOfMessages: 10 }).length, 2);
  });
});
