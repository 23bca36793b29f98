import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queueDiffers } from '../../../../shared/provisioning/queue-differs.ts';

const WANTED = {
  VisibilityTimeout: '90',
  RedrivePolicy: '{"deadLetterTargetArn":"arn:dlq","maxReceiveCount":1000}',
};

test('a queue with further attributes, and its policies written otherwise, does not differ', () => {
  const RedrivePolicy = '{ "maxReceiveCount": "1000", "deadLetterTargetArn": "arn:dlq" }';
  assert.equal(queueDiffers({ ...WANTED, RedrivePolicy, DelaySeconds: '0' }, WANTED), false);
});

for (const [what, existing] of [
  ['another value', { ...WANTED, VisibilityTimeout: '30' }],
  ['no policy', { VisibilityTimeout: '90' }],
  ['another policy', { ...WANTED, RedrivePolicy: '{"deadLetterTargetArn":"arn:dlq","maxReceiveCount":10}' }],
] as const)
  test(`a queue with ${what} differs`, () => {
    assert.equal(queueDiffers(existing, WANTED), true);
  });
