import type { AuthenticationInput } from '../authentication/authentication-fields.ts';
import { refuseCarriedCredential } from '../authentication/refuse-carried-credential.ts';
import { refuseHeaderClash } from '../authentication/refuse-header-clash.ts';
import { resolveAuthentication } from '../authentication/resolve-authentication.ts';
import { wellAgain } from '../health/well-again.ts';
import { parseFields } from '../problem/parse-fields.ts';
import { onlyLive } from '../signature/live-secrets.ts';
import { DEFAULT_OVERLAP_SECONDS } from '../signature/rotate-secrets.ts';
import { schemeOf, type SignatureScheme, signatureSchemes } from '../signature/signature-scheme.ts';
import type { AddressRules } from './endpoint-url.ts';
import { refuseDeleting } from './refuse-deleting.ts';
import { refuseLongPattern } from './refuse-long-pattern.ts';
import { rotationPatch } from './rotation-patch.ts';
import { settingsToPatch } from './settings.ts';
import type { Subscription } from './subscription.ts';
import { subscriptionFields } from './subscription-fields.ts';
import type { SubscriptionChange, SubscriptionPatch } from './subscription-store.ts';

export type ChangeSubscription = {
  readonly newSecret: (scheme: SignatureScheme) => string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly addressRules: AddressRules;
};

/**
 * The change that a PATCH's body asks for: the fields it names take their new value, `null` the default, all others stay.
 * Another `url` is another endpoint, which starts afresh.
 * The change itself is refused with `subscription_deleting`, with `too_many_secrets`, or where what is stored and what is
 * asked for do not go together, with `invalid_fields`.
 * @returns `undefined` where the body names no field
 * @throws {ProblemError} `invalid_fields`
 */
export function changeSubscription(body: unknown, given: ChangeSubscription): SubscriptionChange | undefined {
  const fields = parseFields(subscriptionFields[given.addressRules].change, body);
  if (Object.values(fields).every((value) => value === undefined)) return undefined;
  const { url, events, signature, authentication, ...settings } = fields;
  const plain: SubscriptionPatch = {
    ...(url !== undefined && { url }),
    ...(events !== undefined && { events }),
    ...settingsToPatch(settings),
  };
  return (current) => {
    refuseDeleting(current);
    refuseCarriedCredential(current, { url, authentication });
    const patch = {
      ...plain,
      // How another endpoint has been doing says nothing about this one.
      ...(url !== undefined && url !== current.url && wellAgain),
      ...authenticationPatch(current, authentication),
      ...secretsPatch(current, signature, given),
    };
    refuseIncompatible(current, patch);
    return patch;
  };
}

function authenticationPatch(
  { authentication: stored }: Subscription,
  asked: AuthenticationInput | null | undefined,
): SubscriptionPatch {
  return asked === undefined ? {} : { authentication: resolveAuthentication(asked, stored) };
}

/**
 * Another signature is a rotation to a secret of that kind: the old ones sign on for the usual overlap, so that the
 * receiver can move in between. Expired secrets go with whatever is written next.
 */
function secretsPatch(
  current: Subscription,
  asked: SignatureScheme | null | undefined,
  { newSecret, now }: ChangeSubscription,
): SubscriptionPatch {
  const { secrets } = current;
  const scheme = asked === null ? signatureSchemes[0] : asked;
  if (scheme !== undefined && scheme !== schemeOf(current)) {
    const rotation = { secret: newSecret(scheme), now, overlapSeconds: DEFAULT_OVERLAP_SECONDS };
    return rotationPatch(current, rotation);
  }
  const live = onlyLive(secrets, now);
  return live.length === secrets.length ? {} : { secrets: live };
}

function refuseIncompatible(current: Subscription, patch: SubscriptionPatch): void {
  // Only fields that may be missing are ever given as undefined.
  const changed = { ...current, ...patch } as Subscription;
  refuseHeaderClash(changed.authentication, changed.headers);
  refuseLongPattern(changed);
}
