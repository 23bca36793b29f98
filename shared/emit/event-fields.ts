import * as z from 'zod/mini';
import { isAccountId } from '../account/account-id.ts';
import { findEventType } from '../catalogue/catalogue.ts';
import { isTime } from '../problem/is-time.ts';
import { strictObject } from '../problem/strict-object.ts';

const ACCOUNT = 'the id of an account';
const TYPE = 'the name of an event type that GET /v1/event-types lists and that is not operational';
const TIME = 'a time in UTC as 2026-01-31T12:00:00Z (RFC 3339)';
const KEY = 'a text of 1 to 256 characters that no other event of its account and type has';

/** The body that puts an event. `data` is kept as it came, down to the text of its numbers. */
export const eventFields = strictObject({
  account_id: z.string(ACCOUNT).check(z.refine(isAccountId, ACCOUNT)),
  event_type: z.string(TYPE).check(z.refine((name) => findEventType(name) !== undefined, TYPE)),
  data: z.custom((value) => value !== undefined, 'any JSON value'),
  timestamp: z.optional(z.string(TIME).check(z.refine(isUtc, TIME))),
  idempotency_key: z.optional(z.string(KEY).check(z.minLength(1, KEY), z.maxLength(256, KEY))),
});

function isUtc(text: string): boolean {
  return isTime(text) && /(?:[Zz]|[+-]00:00)$/.test(text);
}
