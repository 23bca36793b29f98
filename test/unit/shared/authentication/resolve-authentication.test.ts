import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Authentication } from '../../../../shared/authentication/authentication.ts';
import {
  authenticationFields,
  type AuthenticationInput,
} from '../../../../shared/authentication/authentication-fields.ts';
import { authenticationToResource } from '../../../../shared/authentication/authentication-resource.ts';
import { authorizationHeader } from '../../../../shared/authentication/authorization-header.ts';
import { resolveAuthentication } from '../../../../shared/authentication/resolve-authentication.ts';
import { parseFields } from '../../../../shared/problem/parse-fields.ts';
import { ProblemError } from '../../../../shared/problem/problem-error.ts';
import { strictObject } from '../../../../shared/problem/strict-object.ts';

const tokenUrl = 'https://login.example.com/token';
const kinds = [
  {
    input: { type: 'api_key', header: 'X-Api-Key', value: 's3cr3t' },
    stored: { type: 'api_key', header: 'X-Api-Key', value: 's3cr3t' },
    secretPart: 'value',
    header: { 'x-api-key': 's3cr3t' },
  },
  {
    input: { type: 'basic', username: 'Jürgen', password: 's3:cr3t' },
    stored: { type: 'basic', username: 'Jürgen', password: 's3:cr3t' },
    secretPart: 'password',
    header: { authorization: 'Basic SsO8cmdlbjpzMzpjcjN0' },
  },
  {
    input: { type: 'bearer', token: 's3cr3t' },
    stored: { type: 'bearer', token: 's3cr3t' },
    secretPart: 'token',
    header: { authorization: 'Bearer s3cr3t' },
  },
  {
    input: { type: 'oauth2', token_url: tokenUrl, client_id: 'c', client_secret: 's3cr3t', scope: 'a b' },
    stored: { type: 'oauth2', tokenUrl, clientId: 'c', clientSecret: 's3cr3t', scope: 'a b' },
    secretPart: 'client_secret',
    header: {},
  },
] as const;

for (const { input, stored, secretPart, header } of kinds) {
  const { [secretPart]: _, ...withoutSecret } = input as Record<string, unknown>;

  test(`${input.type} is stored whole and shown without its ${secretPart}`, () => {
    assert.deepEqual(resolve(input, undefined), stored);
    assert.deepEqual(authenticationToResource(stored), withoutSecret);
    assert.deepEqual(authorizationHeader(stored), header);
  });

  test(`${input.type} without its ${secretPart} keeps the stored one while the type is the same`, () => {
    assert.deepEqual(resolve(withoutSecret, stored), stored);
    for (const other of kinds)
      if (other !== kinds.find(({ input: { type } }) => type === input.type))
        assert.deepEqual(
          refusedFields(() => resolve(withoutSecret, other.stored)),
          [`authentication.${secretPart}`],
        );
  });

  test(`rejects a new ${input.type} without its ${secretPart}`, () => {
    assert.deepEqual(
      refusedFields(() => resolve(withoutSecret, undefined)),
      [`authentication.${secretPart}`],
    );
  });
}

test('none and null end the authentication', () => {
  assert.equal(resolve({ type: 'none' }, kinds[0].stored), undefined);
  assert.equal(resolveAuthentication(null, kinds[0].stored), undefined);
  assert.deepEqual(authenticationToResource(undefined), { type: 'none' });
  assert.deepEqual(authorizationHeader(undefined), {});
});

test('rejects another token_url without client_secret: the stored one goes to its own server alone', () => {
  const moved = { type: 'oauth2', token_url: 'https://evil.example.com/token', client_id: 'c' };
  assert.deepEqual(
    refusedFields(() => resolve(moved, kinds[3].stored)),
    ['authentication.client_secret'],
  );
});

for (const [what, authentication, field] of [
  ['no object', 'Bearer s3cr3t', 'authentication'],
  ['no type', { token: 's3cr3t' }, 'authentication.type'],
  ['an unknown type', { type: 'digest', value: 's3cr3t' }, 'authentication.type'],
  ['a field of another type', { type: 'bearer', token: 't', value: 's3cr3t' }, 'authentication.value'],
  ['a token with blanks', { type: 'bearer', token: 's3cr3t x' }, 'authentication.token'],
  ['a token with a line end', { type: 'bearer', token: 's3cr3t\r\nx: 1' }, 'authentication.token'],
  ['an empty token', { type: 'bearer', token: '' }, 'authentication.token'],
  ['a username with a colon', { type: 'basic', username: 'a:b', password: '' }, 'authentication.username'],
  [
    'a password with a NUL',
    { type: 'basic', username: 'a', password: 's3cr3t\0' },
    'authentication.password',
  ],
  ['a header of ours', { type: 'api_key', header: 'Webhook-Id', value: 'v' }, 'authentication.header'],
  ['a header value with LF', { type: 'api_key', header: 'x', value: 's3cr3t\n' }, 'authentication.value'],
  [
    'a token server without https',
    { type: 'oauth2', token_url: 'http://login.example.com', client_id: 'c', client_secret: 's' },
    'authentication.token_url',
  ],
  [
    'a private token server',
    { type: 'oauth2', token_url: 'https://169.254.169.254/', client_id: 'c', client_secret: 's' },
    'authentication.token_url',
  ],
  [
    'a scope with double blanks',
    { type: 'oauth2', token_url: tokenUrl, client_id: 'c', client_secret: 's', scope: 'a  b' },
    'authentication.scope',
  ],
] as const)
  test(`rejects ${what}, without repeating a secret`, () => {
    assert.deepEqual(
      refusedFields(() => parse(authentication)),
      [field],
    );
  });

test('an api_key may take the header authorization, for schemes of its own', () => {
  const parsed = parse({ type: 'api_key', header: 'Authorization', value: 'Token abc' });
  const stored = resolveAuthentication(parsed, undefined);
  assert.deepEqual(authorizationHeader(stored), { authorization: 'Token abc' });
});

function parse(authentication: unknown): AuthenticationInput {
  const schema = strictObject({ authentication: authenticationFields('public') });
  return parseFields(schema, { authentication }).authentication;
}

function resolve(input: unknown, current: Authentication | undefined) {
  return resolveAuthentication(parse(input), current);
}

function refusedFields(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    assert.ok(error instanceof ProblemError && error.code === 'invalid_fields', String(error));
    assert.ok(!JSON.stringify([error.message, error.errors]).includes('s3cr3t'), error.message);
    return error.errors.map(({ field }) => field);
  }
}
