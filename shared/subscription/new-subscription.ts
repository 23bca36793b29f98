import { parseFields } from '../problem/parse-fields.ts';
import type { AddressRules } from './endpoint-url.ts';
import { refuseLongPattern } from './refuse-long-pattern.ts';
import { defaultSettings, type Settings, settingsToPatch } from './settings.ts';
import type { Subscription } from './subscription.ts';
import { subscriptionFields } from './subscription-fields.ts';

export type NewSubscription = {
  readonly accountId: string;
  readonly id: string;
  /** What signs where the body brings no secret of its own. */
  readonly secret: string;
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
  const {
    url,
    events,
    secret = given.secret,
    ...settings
  } = parseFields(subscriptionFields[addressRules].create, body);
  const subscription: Subscription = {
    accountId,
    id,
    url,
    events,
    ...defaultSettings,
    ...(settingsToPatch(withoutNulls(settings)) as Partial<Subscription>),
    secrets: [{ secret, createdAt: now }],
    status: 'provisioning',
    createdAt: now,
    updatedAt: now,
    generation: 1,
    observedGeneration: 0,
  };
  refuseLongPattern(subscription);
  return subscription;
}

function withoutNulls(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}
