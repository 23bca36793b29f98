import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desiredResources } from '../../../../shared/provisioning/desired-resources.ts';
import type { ResourceSettings } from '../../../../shared/provisioning/resource-settings.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';
import { concurrency } from '../../../../shared/provisioning/concurrency.ts';

const settings = {
  prefix: 'webhooks-test',
  eventBusName: 'webhooks-test',
  shardCount: 1,
  deliverFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:deliver',
} as ResourceSettings;

test('requests in flight never pass the limit, and Lambda takes the numbers, for every limit', () => {
  for (let limit = 2; limit <= 1_000; limit++) {
    const { batchSize, maximumConcurrency } = concurrency(limit);
    assert.ok(batchSize * maximumConcurrency <= limit, `${limit}`);
    assert.ok(batchSize >= 1 && batchSize <= 10, `${limit}`);
    assert.ok(maximumConcurrency >= 2 && maximumConcurrency <= 1_000, `${limit}`);
  }
});

test('the default of 20 is two batches of ten', () => {
  assert.deepEqual(concurrency(20), { batchSize: 10, maximumConcurrency: 2 });
});

test('at least two thirds of a limit can be used', () => {
  for (let limit = 2; limit <= 1_000; limit++) {
    const { batchSize, maximumConcurrency } = concurrency(limit);
    assert.ok(batchSize * maximumConcurrency >= (limit * 2) / 3, `${limit}`);
  }
});

test("a rate limit caps what is received at once to what the rate can use, at least Lambda's two", () => {
  assert.deepEqual(
    [
      inFlight(undefined, 15),
      inFlight(1, 15),
      inFlight(1, 1),
      inFlight(2, 5),
      inFlight(1, 30),
      inFlight(1_000, 30),
    ],
    [100, 14, 2, 10, 14, 100],
  );
});

function inFlight(rateLimitPerSecond: number | undefined, timeoutSeconds: number): number {
  const limit = rateLimitPerSecond === undefined ? {} : { rateLimitPerSecond };
  const limited = aSubscription({ maxConcurrency: 100, timeoutSeconds, ...limit });
  const { mapping } = desiredResources(settings, limited);
  return mapping.batchSize * mapping.maximumConcurrency;
}
