import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { openDatabase } from '../../../../local/storage/open-database.ts';
import { awsError, createFixture, type Fixture } from './sqs-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html

const ARN = 'arn:aws:sqs:us-east-1:000000000000:';
const ALL = { MaxNumberOfMessages: 10, AttributeNames: ['All'], VisibilityTimeout: 0 };

/** A queue `jobs` with dead letters in `dead` that its redrive policy moved there, and timers by hand. */
function createDeadLetters(t: TestContext, bodies: readonly string[], fixture = createFixture()) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const dead = fixture.queue('dead');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: `${ARN}dead`, maxReceiveCount: 1 });
  const jobs = fixture.queue('jobs', { RedrivePolicy });
  for (const body of bodies) fixture.send(jobs, body);
  for (const _ of bodies) fixture.receive(jobs, { VisibilityTimeout: 0 });
  fixture.receive(jobs);
  assert.equal(count(fixture, dead), bodies.length);
  return { fixture, dead, jobs };
}

function count({ attributes }: Fixture, url: string): number {
  return Number(attributes(url)['ApproximateNumberOfMessages']);
}

function start({ call }: Fixture, more: object = {}): Record<string, unknown> {
  return call('StartMessageMoveTask', { SourceArn: `${ARN}dead`, ...more });
}

function tasks({ call }: Fixture): Record<string, unknown>[] {
  return call('ListMessageMoveTasks', { SourceArn: `${ARN}dead`, MaxResults: 10 })['Results'] as Record<
    string,
    unknown
  >[];
}

const bodies = (count: number): string[] => Array.from({ length: count }, (_, n) => `m${n}`);

describe('a message move task', () => {
  it('sends dead letters back where they came from, as new messages', (t) => {
    const { fixture, dead, jobs } = createDeadLetters(t, ['a', 'b']);
    const [old] = fixture.receive(dead, ALL);
    fixture.pass(100);
    start(fixture);
    t.mock.timers.tick(0);
    assert.equal(count(fixture, dead), 0);
    const [moved, other] = fixture.receive(jobs, ALL);
    assert.deepEqual(new Set([moved?.Body, other?.Body]), new Set(['a', 'b']));
    assert.notEqual(moved?.MessageId, old?.MessageId);
    assert.equal(moved?.Attributes?.['SentTimestamp'], String(fixture.context.now()));
    assert.equal(moved?.Attributes['ApproximateReceiveCount'], '1');
    assert.equal(moved?.Attributes['DeadLetterQueueSourceArn'], undefined);
  });

  it('sends them to the destination that it names', (t) => {
    const { fixture, jobs } = createDeadLetters(t, ['a']);
    const other = fixture.queue('other');
    start(fixture, { DestinationArn: `${ARN}other` });
    t.mock.timers.tick(0);
    assert.deepEqual([count(fixture, other), count(fixture, jobs)], [1, 0]);
  });

  it('is told of while it runs and after', (t) => {
    const { fixture } = createDeadLetters(t, bodies(3));
    const { TaskHandle } = start(fixture, { MaxNumberOfMessagesPerSecond: 2 });
    t.mock.timers.tick(0);
    const told = {
      SourceArn: `${ARN}dead`,
      MaxNumberOfMessagesPerSecond: 2,
      ApproximateNumberOfMessagesToMove: 3,
      StartedTimestamp: fixture.context.now(),
    };
    assert.deepEqual(tasks(fixture), [
      { ...told, TaskHandle, Status: 'RUNNING', ApproximateNumberOfMessagesMoved: 1 },
    ]);
    t.mock.timers.tick(500);
    t.mock.timers.tick(500);
    assert.deepEqual(tasks(fixture), [{ ...told, Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 3 }]);
  });

  it('moves at most 500 messages a second, or as many as it was told', (t) => {
    const { fixture, dead } = createDeadLetters(t, bodies(120));
    start(fixture);
    t.mock.timers.tick(0);
    assert.equal(count(fixture, dead), 70);
    t.mock.timers.tick(99);
    assert.equal(count(fixture, dead), 70);
    t.mock.timers.tick(1);
    assert.equal(count(fixture, dead), 20);
    assert.throws(
      () => start(fixture, { MaxNumberOfMessagesPerSecond: 501 }),
      awsError('InvalidParameterValue'),
    );
  });

  it('leaves what comes into the queue after its start', (t) => {
    const { fixture, dead, jobs } = createDeadLetters(t, ['a', 'b']);
    start(fixture, { DestinationArn: `${ARN}jobs` });
    fixture.send(dead, 'late');
    t.mock.timers.tick(0);
    assert.equal(tasks(fixture)[0]?.['Status'], 'COMPLETED');
    assert.deepEqual([count(fixture, dead), count(fixture, jobs)], [1, 2]);
  });

  it('is the only one of its queue while it runs', (t) => {
    const { fixture } = createDeadLetters(t, ['a']);
    start(fixture);
    assert.throws(() => start(fixture), awsError('InvalidParameterValue', /already a task running/));
    t.mock.timers.tick(0);
    start(fixture);
    t.mock.timers.tick(0);
    assert.deepEqual(
      tasks(fixture).map(({ Status }) => Status),
      ['COMPLETED', 'COMPLETED'],
    );
  });

  it('is one of 100 that an account has at once', (t) => {
    const { fixture } = createDeadLetters(t, ['a']);
    for (let index = 1; index <= 100; index += 1) {
      const dead = fixture.queue(`dead-${index}`);
      fixture.queue(`jobs-${index}`, {
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: `${ARN}dead-${index}`, maxReceiveCount: 1 }),
      });
      fixture.send(dead, 'a letter');
      start(fixture, { SourceArn: `${ARN}dead-${index}`, DestinationArn: `${ARN}jobs-${index}` });
    }
    assert.throws(() => start(fixture), awsError('OverLimit', /100/));
    t.mock.timers.tick(0);
    start(fixture);
  });

  it('can be cancelled while it runs; what was moved stays moved', (t) => {
    const { fixture, dead } = createDeadLetters(t, bodies(3));
    const { TaskHandle } = start(fixture, { MaxNumberOfMessagesPerSecond: 1 });
    t.mock.timers.tick(0);
    const cancel = (handle: unknown) => fixture.call('CancelMessageMoveTask', { TaskHandle: handle });
    assert.deepEqual(cancel(TaskHandle), { ApproximateNumberOfMessagesMoved: 1 });
    t.mock.timers.tick(10_000);
    assert.equal(count(fixture, dead), 2);
    assert.equal(tasks(fixture)[0]?.['Status'], 'CANCELLED');
    assert.throws(() => cancel(TaskHandle), awsError('InvalidParameterValue', /CANCELLED/));
    assert.throws(() => cancel('nonsense'), awsError('InvalidParameterValue', /nonsense/));
    const unknown = Buffer.from(JSON.stringify({ taskId: 'none', sourceArn: `${ARN}dead` })).toString(
      'base64',
    );
    assert.throws(() => cancel(unknown), awsError('ResourceNotFoundException'));
  });

  it('fails at a message that no redrive policy moved there, unless it names a destination', (t) => {
    const { fixture, dead, jobs } = createDeadLetters(t, ['a']);
    fixture.send(dead, 'sent by hand');
    start(fixture);
    t.mock.timers.tick(0);
    assert.deepEqual([count(fixture, dead), count(fixture, jobs)], [1, 1]);
    const [failed] = tasks(fixture);
    assert.equal(failed?.['Status'], 'FAILED');
    assert.equal(failed['FailureReason'], 'CouldNotDetermineMessageSource');
    start(fixture, { DestinationArn: `${ARN}jobs` });
    t.mock.timers.tick(0);
    assert.equal(count(fixture, jobs), 2);
  });

  it('fails when its destination or its queue is deleted meanwhile', (t) => {
    const { fixture, dead } = createDeadLetters(t, ['a']);
    const other = fixture.queue('other');
    start(fixture, { DestinationArn: `${ARN}other` });
    fixture.call('DeleteQueue', { QueueUrl: other });
    t.mock.timers.tick(0);
    assert.equal(tasks(fixture)[0]?.['FailureReason'], 'AWS.SimpleQueueService.NonExistentQueue');
    assert.equal(count(fixture, dead), 1);
  });

  it('rejects a source that is no dead-letter queue, the same destination, and queues that do not exist', (t) => {
    const { fixture } = createDeadLetters(t, ['a']);
    const refusals: readonly [input: object, code: string, why: RegExp][] = [
      [{ SourceArn: `${ARN}jobs` }, 'InvalidParameterValue', /Dead Letter Queue/],
      [{ DestinationArn: `${ARN}dead` }, 'InvalidParameterValue', /same/],
      [{ SourceArn: `${ARN}none` }, 'ResourceNotFoundException', /SourceArn/],
      [{ DestinationArn: `${ARN}none` }, 'ResourceNotFoundException', /DestinationArn/],
    ];
    for (const [input, code, why] of refusals)
      assert.throws(() => start(fixture, input), awsError(code, why));
    assert.throws(
      () => fixture.call('ListMessageMoveTasks', { SourceArn: `${ARN}none` }),
      awsError('ResourceNotFoundException'),
    );
  });

  it('goes on after a restart where it was', (t) => {
    const directory = mkdtempSync(join(tmpdir(), 'sqs-'));
    t.after(() => rmSync(directory, { recursive: true }));
    const database = openDatabase(directory);
    const { fixture, dead } = createDeadLetters(t, bodies(3), createFixture({ database }));
    start(fixture, { MaxNumberOfMessagesPerSecond: 1 });
    t.mock.timers.tick(0);
    fixture.sqs.stop();
    t.mock.timers.tick(10_000);
    assert.equal(count(fixture, dead), 2);
    database.close();
    const again = createFixture({ database: openDatabase(directory) });
    t.mock.timers.tick(0);
    t.mock.timers.tick(1000);
    assert.deepEqual([count(again, dead), tasks(again)[0]?.['Status']], [0, 'COMPLETED']);
  });
});
