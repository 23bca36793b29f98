import * as z from 'zod/mini';
import { parseFields } from '../problem/parse-fields.ts';
import { strictObject } from '../problem/strict-object.ts';
import { wholeNumber } from '../problem/whole-number.ts';
import { refuseOtherScheme } from '../signature/refuse-other-scheme.ts';
import { DEFAULT_OVERLAP_SECONDS } from '../signature/rotate-secrets.ts';
import { secretField } from '../signature/secret-field.ts';
import { schemeOf } from '../signature/signature-scheme.ts';
import type { ChangeSubscription } from './change-subscription.ts';
import { refuseDeleting } from './refuse-deleting.ts';
import { rotationPatch } from './rotation-patch.ts';
import type { SubscriptionChange } from './subscription-store.ts';

const WEEK_SECONDS = 604_800;

/** The body of a rotation. */
export const rotationFields = strictObject({
  overlap_seconds: z.optional(z.nullable(wholeNumber(0, WEEK_SECONDS, 's'))),
  secret: z.optional(secretField()),
});

/**
 * The change that a rotation's body asks for: a new secret of the subscription's signature, or an own one, signs at
 * once, and the older ones until the overlap ends. The change itself is refused with `subscription_deleting`,
 * `too_many_secrets`, or, for an own secret of the other kind or one that signs already, `invalid_fields`.
 * @throws {ProblemError} `invalid_fields`
 */
export function rotateSecret(
  body: unknown,
  { newSecret, now }: Pick<ChangeSubscription, 'newSecret' | 'now'>,
): SubscriptionChange {
  const { overlap_seconds: overlap, secret: own } = parseFields(rotationFields, body);
  return (current) => {
    refuseDeleting(current);
    const scheme = schemeOf(current);
    if (own !== undefined) refuseOtherScheme(own, scheme);
    return rotationPatch(current, {
      secret: own ?? newSecret(scheme),
      now,
      overlapSeconds: overlap ?? DEFAULT_OVERLAP_SECONDS,
    });
  };
}
