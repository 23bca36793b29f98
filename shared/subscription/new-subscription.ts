import { refuseHeaderClash } from '../authentication/refuse-header-clash.ts';
import { resolveAuthentication } from '../authentication/resolve-authentication.ts';
import { parseFields } from '../problem/parse-fields.ts';
import { refuseOtherScheme } from '../signature/refuse-other-scheme.ts';
import { type SignatureScheme, signatureSchemes } from '../signature/signature-scheme.ts';
import type { AddressRules } from './endpoint-url.ts';
import { refuseLongPattern } from './refuse-long-pattern.ts';
import { defaultSettings, type Settings, settingsToPatch } from './settings.ts';
import type { Subscription } from './subscription.ts';
import { subscriptionFields } from './subscription-fields.ts';

export type NewSubscription = {
  readonly accountId: string;
  readonly id: string;
  /** Makes what signs where the body brings no secret of its own. */
  readonly newSecret: (scheme: SignatureScheme) => string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly addressRules: AddressRules;
};

/**
 * The subscription that a request's body asks for, not yet stored.
 * @throws {ProblemError} `invalid_fields`
 */
export function newSubscription(body: unknown, given: NewSubscription): Subscription {
  const { accountId, id, now, addressRules } = given;
  const fields = parseFields(subscriptionFields[addressRules].create, body);
  const { url, events, signature, authentication: asked, secret: own, start_from: _, ...settings } = fields;
  const scheme = signature ?? signatureSchemes[0];
  if (own !== undefined) refuseOtherScheme(own, scheme);
  const authentication = resolveAuthentication(asked ?? null, undefined);
  const subscription: Subscription = {
    accountId,
    id,
    url,
    events,
    ...defaultSettings,
    ...(settingsToPatch(withoutNulls(settings)) as Partial<Subscription>),
    ...(authentication && { authentication }),
    secrets: [{ secret: own ?? given.newSecret(scheme), createdAt: now }],
    status: 'provisioning',
    createdAt: now,
    updatedAt: now,
    generation: 1,
    observedGeneration: 0,
  };
  refuseHeaderClash(authentication, subscription.headers);
  refuseLongPattern(subscription);
  return subscription;
}

function withoutNulls(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}
