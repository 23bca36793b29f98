import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newSecret } from '../../../../shared/signature/new-secret.ts';
import { changeSubscription } from '../../../../shared/subscription/change-subscription.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const failing = aSubscription({
  failingSince: 1,
  failuresInRow: 12,
  warnedAt: 2,
  disableAt: 9,
  breakerOpenUntil: 5,
  breakerCooldownMs: 60_000,
});

test('another url starts afresh, and only another one', () => {
  assert.deepEqual(
    [
      wellAfter({ url: 'https://example.com/mended' }),
      wellAfter({ url: failing.url }),
      wellAfter({ events: ['*'] }),
    ],
    [true, false, false],
  );
});

function wellAfter(body: object): boolean {
  const change = changeSubscription(body, { newSecret, now: 3, addressRules: 'public' });
  const { breakerOpenUntil, failingSince } = { ...failing, ...change?.(failing) };
  return breakerOpenUntil === undefined && failingSince === undefined;
}
