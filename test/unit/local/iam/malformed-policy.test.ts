import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilePolicy } from '../../../../local/iam/compile-policy.ts';
import type { PolicyKind } from '../../../../local/iam/compile-policy.ts';
import type { PolicyDocument } from '../../../../local/iam/policy-document.ts';

const good = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };

const rows: readonly [what: string, kind: PolicyKind, statement: object, says: RegExp][] = [
  ['an effect that is no effect', 'identity', { ...good, Effect: 'allow' }, /Allow or Deny, not "allow"/],
  ['an element that does not exist', 'identity', { ...good, Actions: [] }, /no element Actions/],
  [
    'a statement without action',
    'identity',
    { Effect: 'Allow', Resource: '*' },
    /Action or NotAction; this one has none/,
  ],
  ['both Resource and NotResource', 'identity', { ...good, NotResource: '*' }, /has both/],
  [
    'a statement without resource',
    'resource',
    { Effect: 'Allow', Principal: '*', Action: 'sqs:*' },
    /Resource or NotResource/,
  ],
  [
    'an action without service',
    'identity',
    { ...good, Action: 'SendMessage' },
    /SendMessage is not an action/,
  ],
  ['a resource that is no ARN', 'identity', { ...good, Resource: 'queue' }, /queue must be in ARN format/],
  ['a principal in an identity policy', 'identity', { ...good, Principal: '*' }, /names no Principal/],
  ['a resource policy without principal', 'resource', good, /needs a Principal/],
  ['a resource in a trust policy', 'trust', { ...good, Principal: '*' }, /names no Resource/],
  [
    'a wildcard in a principal',
    'resource',
    { ...good, Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } },
    /Invalid principal/,
  ],
  [
    'a service that is none',
    'resource',
    { ...good, Principal: { Service: 'lambda' } },
    /lambda is no service/,
  ],
  [
    'federated principals',
    'resource',
    { ...good, Principal: { Federated: 'x' } },
    /kind Federated are not evaluated/,
  ],
  ['an allow with NotPrincipal', 'resource', { ...good, NotPrincipal: '*' }, /Effect Deny only/],
  [
    'a policy variable in a resource',
    'identity',
    { ...good, Resource: 'arn:aws:sqs:*:*:${aws:username}' },
    /\$\{aws:username\} in Resource/,
  ],
  [
    'a policy variable in a condition',
    'identity',
    { ...good, Condition: { StringLike: { 'a:b': '${aws:userid}' } } },
    /\$\{aws:userid\} in StringLike/,
  ],
  [
    'an operator that does not exist',
    'identity',
    { ...good, Condition: { StringIs: { 'a:b': 'c' } } },
    /operator StringIs is not/,
  ],
  ['BinaryEquals', 'identity', { ...good, Condition: { BinaryEquals: { 'a:b': 'c' } } }, /BinaryEquals/],
  [
    'a global key without value',
    'identity',
    { ...good, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
    /aws:MultiFactorAuthPresent is not emulated/,
  ],
  [
    'a number that is none',
    'identity',
    { ...good, Condition: { NumericEquals: { 'a:b': 'many' } } },
    /many cannot be compared/,
  ],
  [
    'a range that is none',
    'identity',
    { ...good, Condition: { IpAddress: { 'a:b': '10.0.0.0/99' } } },
    /10\.0\.0\.0\/99/,
  ],
  [
    'a truth that is none',
    'identity',
    { ...good, Condition: { Bool: { 'a:b': 'yes' } } },
    /"true" or "false", not yes/,
  ],
  ['an object for a value', 'identity', { ...good, Action: {} }, /Action holds \{\}/],
];

for (const [what, kind, statement, says] of rows)
  test(`rejects ${what}`, () => {
    const document = { Version: '2012-10-17', Statement: [statement] } as PolicyDocument;
    assert.throws(() => compilePolicy(document, kind), { code: 'MalformedPolicyDocument', message: says });
  });

test('rejects a version that does not exist', () => {
  assert.throws(() => compilePolicy({ Version: '2020-01-01', Statement: [] }, 'identity'), /2020-01-01/);
});
