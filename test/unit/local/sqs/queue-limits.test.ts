import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awsError, createFixture } from './sqs-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html

for (const [name, least, most] of [
  ['DelaySeconds', 0, 900],
  ['MaximumMessageSize', 1_024, 1_048_576],
  ['MessageRetentionPeriod', 60, 1_209_600],
  ['ReceiveMessageWaitTimeSeconds', 0, 20],
  ['VisibilityTimeout', 0, 43_200],
] as const)
  test(`${name} goes from ${least} to ${most}, and rejects what is beyond`, () => {
    const { queue, attributes } = createFixture();
    for (const value of [least, most])
      assert.equal(attributes(queue(`${name}-${value}`, { [name]: String(value) }))[name], String(value));
    for (const value of [least - 1, most + 1])
      assert.throws(() => queue('refused', { [name]: String(value) }), awsError('InvalidAttributeValue'));
  });

test('a redrive policy allows 1 to 1000 receives', () => {
  const { queue, attributes } = createFixture();
  queue('dead');
  for (const maxReceiveCount of [1, 1000]) {
    const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:dead';
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount });
    assert.equal(
      attributes(queue(`jobs-${maxReceiveCount}`, { RedrivePolicy }))['RedrivePolicy'],
      RedrivePolicy,
    );
  }
});

test('a policy has 8,192 bytes at most, counted as bytes', () => {
  const { queue, attributes } = createFixture();
  assert.equal(attributes(queue('jobs', { Policy: policy(8_192) }))['Policy'], policy(8_192));
  assert.throws(() => queue('more', { Policy: policy(8_193) }), awsError('InvalidAttributeValue', /8192/));
});

test('a name has 80 characters at most', () => {
  const { queue } = createFixture();
  queue('x'.repeat(80));
  assert.throws(() => queue('x'.repeat(81)), awsError('InvalidParameterValue', /80/));
});

function policy(bytes: number): string {
  const document = { Version: '2012-10-17', Statement: [], Id: 'é' };
  const empty = Buffer.byteLength(JSON.stringify(document));
  return JSON.stringify({ ...document, Id: `é${'x'.repeat(bytes - empty)}` });
}
