import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIam } from '../../../../local/iam/create-iam.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';
import {
  ACCOUNT,
  NOW,
  QUEUE,
  ROLE_ARN,
  allows,
  applyRole,
  iamWith,
  policy,
  role,
  sendMessage,
  typeOf,
} from './decisions.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html

const send = policy({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE });

test('a role signs with its own key, and any other key is the administrator', async () => {
  const iam = await iamWith();
  const { accessKeyId } = iam.credentialsOf(ROLE_ARN, 'lambda.amazonaws.com');
  assert.deepEqual(iam.callerOf(accessKeyId), role);
  assert.deepEqual(iam.callerOf('local'), { kind: 'administrator', arn: `arn:aws:iam::${ACCOUNT}:root` });
});

test('rejects no key, the key of a removed role, and a service that the role does not trust', async () => {
  const iam = await iamWith();
  const { accessKeyId } = iam.credentialsOf(ROLE_ARN);
  assert.throws(() => iam.callerOf(undefined), { code: 'MissingAuthenticationTokenException', status: 403 });
  assert.throws(() => iam.credentialsOf(ROLE_ARN, 'events.amazonaws.com'), { code: 'AccessDenied' });
  await typeOf(iam, 'AWS::IAM::Role').remove({ physicalId: 'deliver', attributes: { Arn: ROLE_ARN } });
  assert.throws(() => iam.callerOf(accessKeyId), { code: 'UnrecognizedClientException', status: 403 });
  assert.throws(() => iam.credentialsOf(ROLE_ARN), { code: 'NoSuchEntity' });
});

test('a policy resource gives its permissions to its roles until it is removed', async () => {
  const iam = await iamWith();
  const type = typeOf(iam, 'AWS::IAM::Policy');
  const request = {
    stackName: 'stack',
    logicalId: 'Policy',
    properties: { PolicyName: 'more', PolicyDocument: send, Roles: ['deliver'] },
  };
  const applied = await type.apply(request);
  assert.equal(applied.physicalId, 'more');
  assert.equal(allows(iam, role, sendMessage), true);
  const renamed = await type.apply({
    ...request,
    properties: { ...request.properties, PolicyName: 'other' },
  });
  await type.remove(applied);
  assert.equal(allows(iam, role, sendMessage), true, 'the renamed policy stays');
  await type.remove(renamed);
  assert.equal(allows(iam, role, sendMessage), false);
});

test('a managed policy works by its own list of roles and by the list of a role', async () => {
  for (const byRole of [true, false]) {
    const iam = await iamWith();
    const made = await typeOf(iam, 'AWS::IAM::ManagedPolicy').apply({
      stackName: 'stack',
      logicalId: 'Managed',
      properties: { ManagedPolicyName: 'm', PolicyDocument: send, ...(byRole ? {} : { Roles: ['deliver'] }) },
    });
    assert.equal(made.physicalId, `arn:aws:iam::${ACCOUNT}:policy/m`);
    if (byRole) await applyRole(iam, { ManagedPolicyArns: [made.physicalId] });
    assert.equal(allows(iam, role, sendMessage), true);
    await typeOf(iam, 'AWS::IAM::ManagedPolicy').remove(made);
    if (!byRole) assert.equal(allows(iam, role, sendMessage), false);
  }
});

test('the two managed policies of AWS for functions are known, and another is refused by name', async () => {
  const iam = await iamWith();
  const byAws = 'arn:aws:iam::aws:policy/';
  await applyRole(iam, { ManagedPolicyArns: [`${byAws}service-role/AWSLambdaBasicExecutionRole`] });
  const log = {
    action: 'logs:PutLogEvents',
    resource: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:g:log-stream:s`,
  };
  assert.equal(allows(iam, role, log), true);
  await assert.rejects(
    applyRole(iam, { ManagedPolicyArns: [`${byAws}AdministratorAccess`] }),
    /AdministratorAccess is not emulated/,
  );
});

test('rejects names and sizes that IAM does not allow', async () => {
  const iam = await iamWith();
  await assert.rejects(applyRole(iam, { RoleName: 'r'.repeat(65) }), /1 to 64 letters.*got 65/);
  await assert.rejects(applyRole(iam, { RoleName: 'a b' }), /"a b" is not allowed/);
  const huge = sized(10_240);
  await assert.rejects(
    applyRole(iam, { Policies: [{ PolicyName: 'p', PolicyDocument: huge }] }),
    /Maximum policy size of 10240 bytes exceeded for role deliver/,
  );
});

test('rejects inline policies that are too large together, and a trust policy over 2,048 characters', async () => {
  const iam = await iamWith();
  const put = (logicalId: string, length: number) =>
    typeOf(iam, 'AWS::IAM::Policy').apply({
      stackName: 'stack',
      logicalId,
      properties: { PolicyName: logicalId, PolicyDocument: sized(length), Roles: ['deliver'] },
    });
  const tooLarge = {
    code: 'LimitExceeded',
    message: /Maximum policy size of 10240 bytes exceeded for role deliver/,
  };
  await applyRole(iam, { Policies: inline(4_000) });
  await put('One', 4_000);
  await put('One', 4_000);
  await assert.rejects(async () => put('Two', 4_000), tooLarge);
  await put('Two', 1_000);
  await assert.rejects(applyRole(iam, { Policies: inline(6_000) }), tooLarge);
  const trust = policy({
    Effect: 'Allow',
    Principal: { Service: Array.from({ length: 60 }, (_, index) => `service-number-${index}.amazonaws.com`) },
    Action: 'sts:AssumeRole',
  });
  await assert.rejects(applyRole(iam, { AssumeRolePolicyDocument: trust }), {
    code: 'LimitExceeded',
    message: /Cannot exceed quota for ACLSizePerRole: 2048/,
  });
});

test('roles and policies outlive a restart', async () => {
  const database = openDatabase(':memory:');
  const before = createIam({ accountId: ACCOUNT, database, now: () => NOW });
  await applyRole(before, { Policies: [{ PolicyName: 'own', PolicyDocument: send }] });
  const after = createIam({ accountId: ACCOUNT, database, now: () => NOW });
  assert.equal(allows(after, role, sendMessage), true);
  assert.deepEqual(after.credentialsOf(ROLE_ARN), before.credentialsOf(ROLE_ARN));
});

test('a role without a name gets one of stack and logical id, the same at every start', async () => {
  const iam = await iamWith();
  const apply = (): unknown =>
    typeOf(iam, 'AWS::IAM::Role').apply({
      stackName: 'webhooks-local',
      logicalId: 'DeliverServiceRole'.repeat(4),
      properties: { AssumeRolePolicyDocument: policy() },
    });
  const first = (await apply()) as { physicalId: string };
  assert.match(first.physicalId, /^webhooks-local-DeliverServiceRole[\w-]+$/);
  assert.ok(first.physicalId.length <= 64);
  assert.deepEqual(await apply(), first);
});

function sized(length: number) {
  return policy({ Effect: 'Allow', Action: 'sqs:*', Resource: `arn:aws:sqs:${'x'.repeat(length)}` });
}

function inline(length: number) {
  return [{ PolicyName: 'p', PolicyDocument: sized(length) }];
}
