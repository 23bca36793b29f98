import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { awsError, createFixture } from './sqs-fixture.ts';

describe('a batch', () => {
  it('sends what is valid and answers the rest as failed', () => {
    const { queue, call, receive } = createFixture();
    const url = queue('jobs');
    const answer = call('SendMessageBatch', {
      QueueUrl: url,
      Entries: [
        { Id: 'good', MessageBody: 'hello' },
        { Id: 'bad', MessageBody: '\u{0}' },
        { Id: 'fifo', MessageBody: 'x', MessageGroupId: 'g' },
      ],
    }) as { Successful: Record<string, unknown>[]; Failed: Record<string, unknown>[] };
    assert.equal(answer.Successful.length, 1);
    assert.equal(answer.Successful[0]?.['Id'], 'good');
    assert.equal(answer.Successful[0]?.['MD5OfMessageBody'], '5d41402abc4b2a76b9719d911017c592');
    assert.deepEqual(
      answer.Failed.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault]),
      [
        ['bad', 'InvalidMessageContents', true],
        ['fifo', 'InvalidParameterValue', true],
      ],
    );
    assert.deepEqual(
      receive(url, { MaxNumberOfMessages: 10 }).map(({ Body }) => Body),
      ['hello'],
    );
  });

  it('hides and deletes by entry', () => {
    const { queue, call, send, receive, attributes } = createFixture();
    const url = queue('jobs');
    for (const body of ['a', 'b', 'c']) send(url, body);
    const handles = receive(url, { MaxNumberOfMessages: 10 }).map(({ ReceiptHandle }) => ReceiptHandle);
    const changed = call('ChangeMessageVisibilityBatch', {
      QueueUrl: url,
      Entries: [
        { Id: 'now', ReceiptHandle: handles[0], VisibilityTimeout: 0 },
        { Id: 'later', ReceiptHandle: handles[1], VisibilityTimeout: 99 },
        { Id: 'never', ReceiptHandle: handles[2], VisibilityTimeout: 43_201 },
      ],
    }) as { Successful: unknown; Failed: { Id: string; Code: string }[] };
    assert.deepEqual(changed.Successful, [{ Id: 'now' }, { Id: 'later' }]);
    assert.deepEqual(
      changed.Failed.map(({ Id, Code }) => [Id, Code]),
      [['never', 'InvalidParameterValue']],
    );
    assert.equal(attributes(url)['ApproximateNumberOfMessages'], '1');
    const deleted = call('DeleteMessageBatch', {
      QueueUrl: url,
      Entries: [
        { Id: 'b', ReceiptHandle: handles[1] },
        { Id: 'c', ReceiptHandle: handles[2] },
        { Id: 'x', ReceiptHandle: 'nonsense' },
      ],
    }) as { Successful: unknown; Failed: { Id: string; Code: string }[] };
    assert.deepEqual(deleted.Successful, [{ Id: 'b' }, { Id: 'c' }]);
    assert.deepEqual(
      deleted.Failed.map(({ Id, Code }) => [Id, Code]),
      [['x', 'ReceiptHandleIsInvalid']],
    );
    assert.equal(attributes(url)['ApproximateNumberOfMessagesNotVisible'], '0');
  });

  it('names the failure by the older code that SDKs hand on', () => {
    const { queue, call, send, receive, pass } = createFixture();
    const url = queue('jobs');
    send(url, 'x');
    const ReceiptHandle = receive(url)[0]?.ReceiptHandle;
    pass(30);
    const answer = call('ChangeMessageVisibilityBatch', {
      QueueUrl: url,
      Entries: [{ Id: 'a', ReceiptHandle, VisibilityTimeout: 1 }],
    }) as { Failed: { Code: string }[] };
    assert.equal(answer.Failed[0]?.Code, 'AWS.SimpleQueueService.MessageNotInflight');
  });

  const refusals: readonly [why: string, code: string, entries: unknown][] = [
    ['without entries', 'EmptyBatchRequest', []],
    ['without Entries', 'EmptyBatchRequest', undefined],
    [
      'of eleven entries',
      'TooManyEntriesInBatchRequest',
      Array.from({ length: 11 }, (_, n) => entry(`e${n}`)),
    ],
    ['that repeats an id', 'BatchEntryIdsNotDistinct', [entry('a'), entry('b'), entry('a')]],
    ['with an id that has a space', 'InvalidBatchEntryId', [entry('a b')]],
    ['with an id of 81 characters', 'InvalidBatchEntryId', [entry('x'.repeat(81))]],
    ['with an entry that has no id', 'InvalidBatchEntryId', [{ MessageBody: 'x' }]],
    [
      'of more than 1 MiB',
      'BatchRequestTooLong',
      [0, 1].map((n) => ({ Id: `e${n}`, MessageBody: 'x'.repeat(524_289) })),
    ],
  ];
  for (const [why, code, Entries] of refusals)
    it(`is rejected as a whole ${why}`, () => {
      const { queue, call, attributes } = createFixture();
      const url = queue('jobs');
      assert.throws(() => call('SendMessageBatch', { QueueUrl: url, Entries }), awsError(code));
      assert.equal(attributes(url)['ApproximateNumberOfMessages'], '0');
    });
});

function entry(Id: unknown): object {
  return { Id, MessageBody: 'x' };
}
