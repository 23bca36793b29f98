import * as z from 'zod/mini';
import { parseFields } from '../../shared/problem/parse-fields.ts';
import { strictObject } from '../../shared/problem/strict-object.ts';
import { type MoveByHand, moveByHand } from '../../shared/subscription/move-by-hand.ts';
import { subscriptionToResource } from '../../shared/subscription/subscription-resource.ts';
import { accountRoute } from './account-route.ts';
import { foundSubscription, noSubscription } from './found-subscription.ts';
import { madeTrue } from './made-true.ts';
import type { Route } from './route.ts';

/** The route by which an owner moves a subscription to another status. A repeat writes nothing and answers the same. */
export function moveRoute(move: MoveByHand): Route {
  return accountRoute({
    method: 'POST',
    path: `/v1/subscriptions/{id}/${move}`,
    access: 'manage',
    body: 'optional',
    fields: fieldsOf(move),
    async handle({ accountId, parameters, body = {} }, dependencies) {
      const detail = readReason(move, body);
      const change = moveByHand(move, { now: dependencies.now(), detail });
      const found = await foundSubscription(dependencies, accountId, parameters['id']);
      if (Object.keys(change(found)).length === 0)
        return { status: 200, body: subscriptionToResource(found, dependencies.now()) };
      const written = await dependencies.subscriptions.change(accountId, found.id, change);
      if (!written) throw noSubscription(found.id);
      const stored = await madeTrue(dependencies, written);
      return { status: 200, body: subscriptionToResource(stored, dependencies.now()) };
    },
  });
}

const REASON = 'a text of 1 to 200 characters';

const noFields = strictObject({});

const disableFields = strictObject({
  reason: z.optional(z.nullable(z.string(REASON).check(z.minLength(1, REASON), z.maxLength(200, REASON)))),
});

function fieldsOf(move: MoveByHand): z.ZodMiniType {
  return move === 'disable' ? disableFields : noFields;
}

/** Only disabling takes a reason. @throws {ProblemError} `invalid_fields` */
function readReason(move: MoveByHand, body: unknown): string | undefined {
  if (move === 'disable') return parseFields(disableFields, body).reason ?? undefined;
  parseFields(noFields, body);
  return undefined;
}
