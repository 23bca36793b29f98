import * as z from 'zod/mini';
import { authenticationFields } from '../authentication/authentication-fields.ts';
import { customHeadersFaults } from '../authentication/custom-headers.ts';
import { startFromField } from '../job/start-from.ts';
import { strictObject } from '../problem/strict-object.ts';
import { wholeNumber } from '../problem/whole-number.ts';
import { secretField } from '../signature/secret-field.ts';
import { signatureSchemes } from '../signature/signature-scheme.ts';
import type { AddressRules } from './endpoint-url.ts';
import { isEventSelector } from './event-selector.ts';
import type { Fault } from './fault.ts';
import { filterFaults } from './filter.ts';
import { metadataFaults } from './metadata.ts';
import { retryPolicyField } from './retry-policy-field.ts';
import { transformField } from '../transform/transform-field.ts';
import { urlField } from './url-field.ts';

/** The bodies that make, change and try out a subscription, by the rules for its address. `null` puts a setting back to its default. */
export const subscriptionFields = { public: bodies('public'), any: bodies('any') };

function bodies(rules: AddressRules) {
  const url = () => urlField(rules, 'https://example.com/webhooks');
  const settings = {
    filter: setting(filter()),
    transform: setting(transformField()),
    description: setting(description()),
    metadata: setting(metadata()),
    signature: setting(z.enum(signatureSchemes, signatureSchemes.join(' or '))),
    authentication: setting(authenticationFields(rules)),
    headers: setting(headers()),
    retry_policy: setting(retryPolicyField()),
    timeout_seconds: setting(wholeNumber(1, 30, 's')),
    max_concurrency: setting(wholeNumber(2, 1000, 'requests')),
    rate_limit_per_second: setting(wholeNumber(1, 1000, 'requests')),
  };
  return {
    create: strictObject({
      url: url(),
      events: events(),
      ...settings,
      secret: z.optional(secretField()),
      start_from: startFromField,
    }),
    preview: strictObject({
      events: z.optional(events()),
      filter: settings.filter,
      transform: settings.transform,
    }),
    change: strictObject({
      url: z.optional(url()),
      events: z.optional(events()),
      ...settings,
    }),
  };
}

function setting<T extends z.ZodMiniType>(schema: T) {
  return z.optional(z.nullable(schema));
}

function events() {
  const size = '1 to 50 names, each once';
  const name = 'an event type that GET /v1/event-types lists, its group as call.*, or *';
  return z
    .array(z.string(name).check(z.refine(isEventSelector, name)), `an array of ${size}`)
    .check(z.minLength(1, size), z.maxLength(50, size), z.refine(isDistinct, size));
}

function filter() {
  return judged<Readonly<Record<string, unknown>>>(filterFaults, { type: 'object' });
}

function description() {
  const allowed = 'a text of at most 500 characters';
  return z.string(allowed).check(z.maxLength(500, allowed));
}

function metadata() {
  return judged<Readonly<Record<string, string>>>(metadataFaults, texts());
}

function headers() {
  return judged<Readonly<Record<string, string>>>(customHeadersFaults, texts());
}

function texts() {
  return { type: 'object', additionalProperties: { type: 'string' } };
}

/** The value as it came: a record of zod would drop a field named `__proto__` instead of refusing it. */
function judged<T>(judge: (value: unknown) => readonly Fault[], jsonSchema: object) {
  return z.custom<T>().check(
    (payload) => {
      for (const { path, got, allowed } of judge(payload.value))
        payload.issues.push({ code: 'custom', path: [...path], input: got, message: allowed });
    },
    z.meta({ ...jsonSchema }),
  );
}

function isDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
