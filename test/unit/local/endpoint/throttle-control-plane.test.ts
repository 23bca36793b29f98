import assert from 'node:assert/strict';
import { test } from 'node:test';
import { throttleControlPlane } from '../../../../local/endpoint/throttle-control-plane.ts';

function clockedThrottle() {
  const clock = { now: 0 };
  const throttle = throttleControlPlane(() => clock.now);
  const letThrough = (service: string, operation: string, tries: number) =>
    Array.from({ length: tries }, () => throttle(service, operation)).filter((fault) => fault === undefined)
      .length;
  return { clock, throttle, letThrough };
}

test('all of Lambda’s control plane shares fifteen requests a second', () => {
  const { clock, throttle, letThrough } = clockedThrottle();
  assert.equal(letThrough('lambda', 'CreateEventSourceMapping', 10), 10);
  assert.equal(letThrough('lambda', 'ListEventSourceMappings', 10), 5);
  clock.now += 1_000;
  assert.equal(letThrough('lambda', 'DeleteEventSourceMapping', 100), 15);
  const refusal = throttle('lambda', 'GetFunction');
  assert.ok(refusal instanceof Error);
  assert.equal(refusal.code, 'TooManyRequestsException');
});

test('EventBridge’s takes fifty, of a quota of its own', () => {
  const { letThrough } = clockedThrottle();
  assert.equal(letThrough('lambda', 'GetFunction', 100), 15);
  assert.equal(letThrough('events', 'PutRule', 100), 50);
});

test('invoking functions, putting events and other services are free', () => {
  const { letThrough } = clockedThrottle();
  for (const [service, operation] of [
    ['lambda', 'Invoke'],
    ['events', 'PutEvents'],
    ['sqs', 'CreateQueue'],
  ] as const)
    assert.equal(letThrough(service, operation, 200), 200);
});
