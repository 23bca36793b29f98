import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aPolicy, awsError, createFixture } from './sqs-fixture.ts';

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

test('a policy has 20 statements, 50 principals and 7 actions of a statement at most', () => {
  const { queue } = createFixture();
  const [statement] = aPolicy().Statement;
  const put = (name: string, ...statements: object[]) =>
    queue(name, {
      Policy: JSON.stringify({ Statement: statements.map((each) => ({ ...statement, ...each })) }),
    });
  put('statements', ...list(20, (Sid) => ({ Sid })));
  put('principals', { Principal: { AWS: list(50, accountOf) } });
  put('actions', { Action: list(7, () => 'sqs:SendMessage') });
  assert.throws(
    () => put('more', ...list(21, (Sid) => ({ Sid }))),
    awsError('OverLimit', /21 statements.*20/),
  );
  assert.throws(
    () => put('more', { Principal: { AWS: list(51, accountOf) } }),
    awsError('OverLimit', /51 principals/),
  );
  assert.throws(
    () => put('more', { Action: list(8, () => 'sqs:SendMessage') }),
    awsError('OverLimit', /8 actions.*7/),
  );
});

test('a policy that no request could be judged by is rejected when it is set', () => {
  const { queue } = createFixture();
  const [statement] = aPolicy().Statement;
  const refusals: readonly [change: object, reason: RegExp][] = [
    [{ Principal: undefined }, /needs a Principal/],
    [{ Principal: { AWS: 'arn:aws:iam::000000000000:role/*' } }, /Invalid principal/],
    [{ Resource: undefined }, /Resource/],
    [{ Effect: 'Permit' }, /Effect/],
    [{ Action: 'sqs:SendMessageBatch' }, /no action of SQS/],
    [{ Action: 's3:GetObject' }, /no action of SQS/],
    [{ Condition: { StringAlike: { 'aws:SourceArn': 'x' } } }, /StringAlike/],
  ];
  for (const [change, reason] of refusals)
    assert.throws(
      () => queue('jobs', { Policy: JSON.stringify({ Statement: [{ ...statement, ...change }] }) }),
      awsError('InvalidAttributeValue', reason),
      JSON.stringify(change),
    );
  assert.throws(() => queue('jobs', { Policy: '{"Statement":[]}' }), awsError('InvalidAttributeValue'));
});

test('a name has 80 characters at most', () => {
  const { queue } = createFixture();
  queue('x'.repeat(80));
  assert.throws(() => queue('x'.repeat(81)), awsError('InvalidParameterValue', /80/));
});

function policy(bytes: number): string {
  const document = { ...aPolicy(), Id: 'é' };
  const empty = Buffer.byteLength(JSON.stringify(document));
  return JSON.stringify({ ...document, Id: `é${'x'.repeat(bytes - empty)}` });
}

/** The texts `s1`, `s2` and so on, made into something. */
function list<T>(count: number, make: (text: string) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(`s${index + 1}`));
}

function accountOf(text: string): string {
  return text.slice(1).padStart(12, '1');
}
