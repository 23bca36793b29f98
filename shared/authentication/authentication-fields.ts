import * as z from 'zod/mini';
import { strictObject } from '../problem/strict-object.ts';
import type { AddressRules } from '../subscription/endpoint-url.ts';
import { urlField } from '../subscription/url-field.ts';
import { headerNameFault } from './header-name.ts';
import { HEADER_VALUE, isHeaderValue } from './header-value.ts';

/** An authentication as a body has it; in a change the write-only part may be missing, which keeps the stored one. */
export type AuthenticationInput = z.infer<ReturnType<typeof authenticationFields>>;

/** The schema of `authentication`, by the rules for the address of a token server. */
export function authenticationFields(rules: AddressRules) {
  return z.discriminatedUnion(
    'type',
    [
      strictObject({ type: z.literal('none') }),
      strictObject({
        type: z.literal('api_key'),
        header: headerName(),
        value: z.optional(text(HEADER_VALUE, isHeaderValue)),
      }),
      strictObject({
        type: z.literal('basic'),
        username: text('a text of at most 256 characters without colon and control characters', isUsername),
        password: z.optional(
          text('a text of at most 1024 characters without control characters', isPassword),
        ),
      }),
      strictObject({ type: z.literal('bearer'), token: z.optional(text(TOKEN, isToken)) }),
      strictObject({
        type: z.literal('oauth2'),
        token_url: urlField(rules, 'https://login.example.com/oauth2/token'),
        client_id: text(`1 to 512 ${VISIBLE}`, isClientText),
        client_secret: z.optional(text(`1 to 512 ${VISIBLE}`, isClientText)),
        scope: z.optional(z.nullable(text(SCOPE, isScope))),
      }),
    ],
    'an object whose type is none, api_key, basic, bearer or oauth2',
  );
}

const VISIBLE = 'characters of ASCII without control characters';
const TOKEN = 'a text of 1 to 4000 characters of ASCII without blanks and control characters';
/** @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
const SCOPE = 'names separated by single blanks, at most 1024 characters of ASCII without " and \\';

function text(allowed: string, isAllowed: (value: string) => boolean) {
  return z.string(allowed).check(z.refine(isAllowed, allowed));
}

function headerName() {
  return z.string('the name of a header, as x-api-key').check((payload) => {
    const allowed = headerNameFault(payload.value);
    if (allowed) payload.issues.push({ code: 'custom', input: payload.value, message: allowed });
  });
}

function isUsername(value: string): boolean {
  return value.length <= 256 && !/[:\p{Cc}]/u.test(value);
}

function isPassword(value: string): boolean {
  return value.length <= 1024 && !/\p{Cc}/u.test(value);
}

function isToken(value: string): boolean {
  return /^[!-~]{1,4000}$/.test(value);
}

function isClientText(value: string): boolean {
  return /^[ -~]{1,512}$/.test(value);
}

function isScope(value: string): boolean {
  return value.length <= 1024 && /^[!#-[\]-~]+(?: [!#-[\]-~]+)*$/.test(value);
}
