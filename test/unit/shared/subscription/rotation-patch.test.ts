import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rotationPatch } from '../../../../shared/subscription/rotation-patch.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const NOW = Date.UTC(2026, 0, 15, 10, 30);

function announced(overlapSeconds: number) {
  const { announcements = [] } = rotationPatch(aSubscription(), {
    secret: 'whsec_new',
    now: NOW,
    overlapSeconds,
  });
  return announcements;
}

test('a rotation is announced with the end of the overlap, and without any secret', () => {
  const [announcement, ...more] = announced(60);
  assert.deepEqual(more, []);
  assert.equal(announcement?.type, 'subscription.secret_rotated');
  assert.equal(announcement.data['overlap_until'], '2026-01-15T10:31:00.000Z');
  assert.ok(!JSON.stringify(announcement).includes('whsec_'));
});

test('where the older secrets end at once the overlap ends with the rotation', () => {
  assert.equal(announced(0)[0]?.data['overlap_until'], '2026-01-15T10:30:00.000Z');
});
