import assert from 'node:assert/strict';
import { test } from 'node:test';
import { admitAttempts } from '../../../../lambdas/deliver/admit-attempts.ts';
import type { DecidedAttempt } from '../../../../lambdas/deliver/decided-record.ts';
import type { DeliverDependencies } from '../../../../lambdas/deliver/dependencies.ts';
import type { ReceivedRecord } from '../../../../lambdas/deliver/received-record.ts';
import type { DeliveryState } from '../../../../shared/delivery/delivery.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const NOW = 1_700_000_000_000;
const HOUR_MS = 3_600_000;

test('a slot that was kept is used when its time comes, and no second one taken', async () => {
  assert.deepEqual(await admitted([NOW - 2_000, NOW]), { reserved: 0, did: ['attempt', 'attempt'] });
});

test('a slot that was missed by far, as over a pause, is over: a backlog does not come at once', async () => {
  const missed = Array.from({ length: 5 }, () => NOW - HOUR_MS);
  assert.deepEqual(await admitted(missed), {
    reserved: 5,
    did: ['attempt', 'attempt', 'attempt', 'defer', 'defer'],
  });
});

/** What becomes of deliveries with these kept slots, with ten seconds between free slots and twenty to wait. */
async function admitted(keptSlots: readonly number[]) {
  let reserved = 0;
  const dependencies = {
    now: () => NOW,
    slotWaitMs: 20_000,
    reserveSlots: ({ count }: { readonly count: number }) => {
      reserved += count;
      return Promise.resolve(Array.from({ length: count }, (_, index) => NOW + index * 10_000));
    },
  } as unknown as DeliverDependencies;
  const decided = await admitAttempts(dependencies, keptSlots.map(waitingFor));
  return { reserved, did: decided.map((each) => each.do) };
}

function waitingFor(slotAt: number): DecidedAttempt {
  const delivery = { slotAt, attempts: 0, status: 'retrying' } as DeliveryState;
  return {
    do: 'attempt',
    number: 1,
    round: 1,
    attemptsBeforeRound: 0,
    record: {} as ReceivedRecord,
    message: { id: 'msg_1', accountId: 'demo', eventType: 'call.ended', body: '{}' },
    subscription: aSubscription({ rateLimitPerSecond: 1 }),
    delivery,
    storedBody: () => Promise.resolve('{}'),
  };
}
