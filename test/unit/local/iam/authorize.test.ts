import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PolicyStatement } from '../../../../local/iam/policy-document.ts';
import {
  ACCOUNT,
  QUEUE,
  ROLE_ARN,
  administrator,
  allows,
  events,
  iamWith,
  policy,
  role,
  sendMessage,
} from './decisions.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html

const allow = (rest: Partial<PolicyStatement> = {}): PolicyStatement => ({
  Effect: 'Allow',
  Action: 'sqs:SendMessage',
  Resource: QUEUE,
  ...rest,
});
const deny = (rest: Partial<PolicyStatement> = {}): PolicyStatement => ({ ...allow(rest), Effect: 'Deny' });
const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };

test('a role may do what its policy allows and nothing else', async () => {
  const iam = await iamWith(allow());
  assert.equal(allows(iam, role, sendMessage), true);
  assert.equal(allows(iam, role, { ...sendMessage, action: 'sqs:DeleteMessage' }), false);
  assert.equal(allows(iam, role, { ...sendMessage, resource: `${QUEUE}-dlq` }), false);
  assert.equal(allows(iam, { kind: 'role', arn: `${ROLE_ARN}2` }, sendMessage), false);
});

test('an explicit deny wins over an allow, for the administrator too', async () => {
  const iam = await iamWith(allow(), deny());
  assert.equal(allows(iam, role, sendMessage), false);
  const guarded = { ...sendMessage, resourcePolicy: policy(deny({ Principal: '*' })) };
  const open = await iamWith(allow());
  assert.equal(allows(open, role, guarded), false);
  assert.equal(allows(open, administrator, guarded), false);
  assert.equal(allows(open, administrator, sendMessage), true);
});

test('a resource policy lets a role in by itself when it names the role, not when it names the account', async () => {
  const iam = await iamWith(allow({ Resource: 'arn:aws:sqs:*:*:other' }));
  const by = (Principal: PolicyStatement['Principal'] & {}): boolean =>
    allows(iam, role, { ...sendMessage, resourcePolicy: policy(allow({ Principal })) });
  assert.equal(by({ AWS: ROLE_ARN }), true);
  assert.equal(by({ AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/deliver/embedded` }), true);
  assert.equal(by('*'), true);
  assert.equal(by({ AWS: '*' }), true);
  assert.equal(by(root), false);
  assert.equal(by({ AWS: ACCOUNT }), false);
  assert.equal(by({ AWS: `${ROLE_ARN}2` }), false);
  assert.equal(by({ Service: 'lambda.amazonaws.com' }), false);
});

test('a deny that names the account binds every role of it', async () => {
  const iam = await iamWith(allow());
  assert.equal(
    allows(iam, role, { ...sendMessage, resourcePolicy: policy(deny({ Principal: root })) }),
    false,
  );
  assert.equal(
    allows(iam, role, {
      ...sendMessage,
      resourcePolicy: policy(deny({ Principal: { AWS: '999999999999' } })),
    }),
    true,
  );
});

test('a service needs a resource policy that names it, for its source where the policy says so', async () => {
  const iam = await iamWith(allow());
  const by = (statement: PolicyStatement): boolean =>
    allows(iam, events, { ...sendMessage, resourcePolicy: policy(statement) });
  const Principal = { Service: 'events.amazonaws.com' };
  assert.equal(allows(iam, events, sendMessage), false);
  assert.equal(by(allow({ Principal })), true);
  assert.equal(by(allow({ Principal: { Service: 'sns.amazonaws.com' } })), false);
  assert.equal(by(allow({ Principal: root })), false);
  const from = (rule: string): PolicyStatement =>
    allow({
      Principal,
      Condition: {
        ArnEquals: { 'aws:SourceArn': `arn:aws:events:eu-west-1:${ACCOUNT}:rule/bus/${rule}` },
        StringEquals: { 'aws:SourceAccount': ACCOUNT },
      },
    });
  assert.equal(by(from('one')), true);
  assert.equal(by(from('two')), false);
});

test('a guarded resource needs its own policy to hand the decision to the account', async () => {
  const iam = await iamWith(allow({ Action: 'kms:Decrypt', Resource: '*' }));
  const key = { action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`, guarded: true };
  const delegating = policy({ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' });
  assert.equal(allows(iam, role, key), false);
  assert.equal(allows(iam, role, { ...key, resourcePolicy: delegating }), true);
  assert.equal(
    allows(iam, { kind: 'role', arn: `${ROLE_ARN}2` }, { ...key, resourcePolicy: delegating }),
    false,
  );
});

test('NotPrincipal spares a role only when it is listed with its account', async () => {
  const iam = await iamWith(allow());
  const sparing = (...arns: string[]): boolean => {
    const { Principal: _, ...rest } = deny();
    return allows(iam, role, {
      ...sendMessage,
      resourcePolicy: policy({ ...rest, NotPrincipal: { AWS: arns } }),
    });
  };
  assert.equal(sparing(ROLE_ARN, ACCOUNT), true);
  assert.equal(sparing(ROLE_ARN), false);
  assert.equal(sparing(ACCOUNT), false);
});

test('wildcards, NotAction and NotResource decide what a statement covers; actions do not differ by case', async () => {
  const rows: [Partial<PolicyStatement>, boolean][] = [
    [{ Action: '*' }, true],
    [{ Action: 'sqs:*' }, true],
    [{ Action: 'sqs:send*' }, true],
    [{ Action: 'SQS:SendMessag?' }, true],
    [{ Action: ['sqs:DeleteMessage', 'sqs:*Message'] }, true],
    [{ Action: 'sqs:SendMessage?' }, false],
    [{ Resource: '*' }, true],
    [{ Resource: 'arn:aws:sqs:*:*:webhooks-sub_*' }, true],
    [{ Resource: 'arn:aws:sqs:*:*:webhooks-sub_??' }, false],
    [{ Resource: QUEUE.toUpperCase().replace('ARN', 'arn') }, false],
    [{ Resource: ['arn:aws:sqs:*:*:a', `${QUEUE.slice(0, -1)}?`] }, true],
  ];
  for (const [rest, expected] of rows)
    assert.equal(allows(await iamWith(allow(rest)), role, sendMessage), expected, JSON.stringify(rest));
  const { Action: _, ...actionless } = allow();
  const { Resource: __, ...resourceless } = allow();
  assert.equal(allows(await iamWith({ ...actionless, NotAction: 'sqs:Delete*' }), role, sendMessage), true);
  assert.equal(allows(await iamWith({ ...actionless, NotAction: 'sqs:S*' }), role, sendMessage), false);
  assert.equal(
    allows(await iamWith({ ...resourceless, NotResource: 'arn:aws:sns:*' }), role, sendMessage),
    true,
  );
  assert.equal(allows(await iamWith({ ...resourceless, NotResource: QUEUE }), role, sendMessage), false);
});

test('an action without resource-level permissions needs Resource "*"', async () => {
  const access = { action: 'lambda:ListEventSourceMappings', resource: '*' };
  const by = async (Resource: string): Promise<boolean> =>
    allows(await iamWith(allow({ Action: access.action, Resource })), role, access);
  assert.equal(await by('*'), true);
  assert.equal(await by('arn:aws:lambda:*:*:*'), false);
});

test('rejects in the words of AWS, naming role, action, resource and the kind of policy', async () => {
  const iam = await iamWith(allow());
  const subject = `User: arn:aws:sts::${ACCOUNT}:assumed-role/deliver/embedded is not authorized to perform: sqs:DeleteQueue on resource: ${QUEUE}`;
  const access = { action: 'sqs:DeleteQueue', resource: QUEUE };
  assert.throws(() => iam.authorize(role, access), {
    code: 'AccessDenied',
    status: 403,
    message: `${subject} because no identity-based policy allows the sqs:DeleteQueue action`,
  });
  const resourcePolicy = policy(deny({ Action: 'sqs:*', Principal: '*' }));
  assert.throws(() => iam.authorize(role, { ...access, resourcePolicy }), {
    message: `${subject} with an explicit deny in a resource-based policy`,
  });
});
