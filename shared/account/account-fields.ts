import * as z from 'zod/mini';
import { strictObject } from '../problem/strict-object.ts';
import { wholeNumber } from '../problem/whole-number.ts';
import { isAccountId } from './account-id.ts';

const ID = '1 to 64 of A-Z a-z 0-9 _ -';
const NAME = 'a text of at most 200 characters';

const settings = {
  name: z.optional(z.nullable(z.string(NAME).check(z.maxLength(200, NAME)))),
  limits: z.optional(
    strictObject({
      subscriptions: z.optional(wholeNumber(0, 1_000)),
      requests_per_second: z.optional(wholeNumber(1, 1_000)),
      events_per_second: z.optional(wholeNumber(0, 10_000)),
    }),
  ),
};

/** The bodies that make and change an account. `null` removes the name. */
export const accountFields = {
  create: strictObject({ id: z.optional(z.string(ID).check(z.refine(isAccountId, ID))), ...settings }),
  change: strictObject(settings),
};
