import * as z from 'zod/mini';
import { strictObject } from '../problem/strict-object.ts';
import { wholeNumber } from '../problem/whole-number.ts';
import type { RetryPolicyResource } from './retry-policy-resource.ts';

/**
 * The schema of a retry policy in one of its two forms. The limits keep every policy within a queue's retention of
 * 13 days: 20 delays of 12 hours, each with its fifth of jitter, are 12 days.
 */
export function retryPolicyField() {
  const field = z.custom<RetryPolicyResource>().check((payload) => {
    const form = formOf(payload.value);
    if (typeof form === 'string') {
      payload.issues.push({ code: 'custom', input: payload.value, message: form });
      return;
    }
    const { error } = form.safeParse(payload.value, { reportInput: true });
    // An issue as it is reported is one as it is raised, with nothing missing; only their types differ.
    payload.issues.push(...((error?.issues ?? []) as z.core.$ZodRawIssue[]));
  });
  fields.add(field);
  return field;
}

/** The forms of a retry policy, where a schema is the one of its field. */
export function retryPolicyForms(schema: object): readonly z.ZodMiniType[] | undefined {
  return fields.has(schema) ? [schedule, exponential] : undefined;
}

const fields = new WeakSet<object>();

const LONGEST_DELAY_SECONDS = 43_200;
const MOST_DELAYS = 20;

const schedule = strictObject({ schedule_seconds: delays() });

const exponential = strictObject({
  max_attempts: wholeNumber(1, MOST_DELAYS + 1, 'attempts'),
  initial_seconds: wholeNumber(1, LONGEST_DELAY_SECONDS, 's'),
  factor: factor(),
  max_seconds: wholeNumber(1, LONGEST_DELAY_SECONDS, 's'),
});

const EXPONENTIAL = Object.keys(exponential.shape);
const FORMS = `an object with schedule_seconds, or one with ${EXPONENTIAL.join(', ')}`;

/** The form that a value means by the fields it has, or what it would have to be. */
function formOf(value: unknown) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return FORMS;
  const isSchedule = Object.hasOwn(value, 'schedule_seconds');
  const isExponential = EXPONENTIAL.some((name) => Object.hasOwn(value, name));
  if (isSchedule && isExponential) return `${FORMS}, not fields of both`;
  if (!isSchedule && !isExponential) return FORMS;
  return isSchedule ? schedule : exponential;
}

function delays() {
  const size = `an array of at most ${MOST_DELAYS} delays, none of them for no retries`;
  return z.array(wholeNumber(1, LONGEST_DELAY_SECONDS, 's'), size).check(z.maxLength(MOST_DELAYS, size));
}

function factor() {
  const allowed = 'a number from 1 to 10';
  return z.number(allowed).check(z.minimum(1, allowed), z.maximum(10, allowed));
}
