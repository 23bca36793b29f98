import { parseFields } from '../problem/parse-fields.ts';
import { ProblemError } from '../problem/problem-error.ts';
import type { AddressRules } from './endpoint-url.ts';
import { refuseLongPattern } from './refuse-long-pattern.ts';
import { settingsToPatch } from './settings.ts';
import { subscriptionFields } from './subscription-fields.ts';
import type { SubscriptionChange, SubscriptionPatch } from './subscription-store.ts';

/**
 * The change that a PATCH's body asks for: the fields it names take their new value, `null` the default, all others stay.
 * The change itself is refused with `subscription_deleting`, or where the rule would become too long, with `invalid_fields`.
 * @returns `undefined` where the body names no field
 * @throws {ProblemError} `invalid_fields`
 */
export function changeSubscription(
  body: unknown,
  addressRules: AddressRules,
): SubscriptionChange | undefined {
  const { url, events, ...settings } = parseFields(subscriptionFields[addressRules].change, body);
  const patch: SubscriptionPatch = {
    ...(url !== undefined && { url }),
    ...(events !== undefined && { events }),
    ...settingsToPatch(settings),
  };
  if (Object.keys(patch).length === 0) return undefined;
  return (current) => {
    if (current.status === 'deleting')
      throw new ProblemError(
        'subscription_deleting',
        `Subscription ${current.id} is being deleted and cannot be changed.`,
      );
    refuseLongPattern({
      accountId: current.accountId,
      events: events ?? current.events,
      filter: 'filter' in patch ? patch.filter : current.filter,
    });
    return patch;
  };
}
