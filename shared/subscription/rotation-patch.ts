import { announce } from '../operational-event/announce.ts';
import { type Rotation, rotateSecrets } from '../signature/rotate-secrets.ts';
import type { Subscription } from './subscription.ts';
import type { SubscriptionPatch } from './subscription-store.ts';

/**
 * The part of a change that gives a subscription a new secret and announces it.
 * @throws {ProblemError} `too_many_secrets`; `invalid_fields` where the secret signs already
 */
export function rotationPatch(current: Subscription, rotation: Rotation): SubscriptionPatch {
  const secrets = rotateSecrets(current.secrets, rotation);
  const [, ...older] = secrets;
  const overlapUntil = Math.max(rotation.now, ...older.map(({ expiresAt }) => expiresAt ?? 0));
  return {
    secrets,
    ...announce(current, 'subscription.secret_rotated', {
      at: rotation.now,
      overlap_until: new Date(overlapUntil).toISOString(),
    }),
  };
}
