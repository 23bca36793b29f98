import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Applied, ResourceType } from '../../../../local/cloudformation/resource-type.ts';
import type { Context } from '../../../../local/context.ts';
import { invokeOperation } from '../../../../local/endpoint/invoke-operation.ts';
import type { Caller } from '../../../../local/iam/caller.ts';
import { createSecretsManager } from '../../../../local/secretsmanager/create-secrets-manager.ts';
import { ACCOUNT, applyRole, policy, role } from '../iam/decisions.ts';
import { createIam } from '../../../../local/iam/create-iam.ts';
import type { Iam } from '../../../../local/iam/create-iam.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';

const DAY_MS = 86_400_000;

type World = {
  iam: Iam;
  clock: { now: number };
  call: (name: string, input?: Record<string, unknown>, caller?: Caller) => Record<string, unknown>;
  apply: (type: string, properties: Record<string, unknown>, logicalId?: string) => Promise<Applied>;
  remove: (type: string, applied: Applied) => Promise<void>;
  restart: () => void;
};

function secretsWorld(): World {
  const database = openDatabase(':memory:');
  const clock = { now: Date.parse('2026-11-24T12:00:00Z') };
  const iam = createIam({ accountId: ACCOUNT, database, now: () => clock.now });
  const context: Context = {
    database,
    now: () => clock.now,
    accountId: ACCOUNT,
    region: 'eu-west-1',
    endpointUrl: () => 'http://127.0.0.1',
    authorize: (caller, access) => iam.authorize(caller, access),
    warn: (sentence) => assert.fail(sentence),
  };
  let service = createSecretsManager(context);
  const typeOf = (name: string): ResourceType =>
    service.resourceTypes.find(({ type }) => type === `AWS::SecretsManager::${name}`) ?? assert.fail(name);
  return {
    iam,
    clock,
    call: (name, input = {}, caller = { kind: 'administrator', arn: `arn:aws:iam::${ACCOUNT}:root` }) =>
      invokeOperation(context, { operations: service.operations, name, input, caller }) as Record<
        string,
        unknown
      >,
    apply: async (type, properties, logicalId = 'Secret') =>
      typeOf(type).apply({ stackName: 'stack', logicalId, properties }),
    remove: async (type, applied) => typeOf(type).remove(applied),
    restart: () => {
      service = createSecretsManager(context);
    },
  };
}

test('a secret is found by name, by ARN and by ARN without its suffix', () => {
  const { call } = secretsWorld();
  const { ARN } = call('CreateSecret', { Name: 'admin/key', SecretString: 's' });
  assert.match(
    String(ARN),
    /^arn:aws:secretsmanager:eu-west-1:111122223333:secret:admin\/key-[A-Za-z0-9]{6}$/,
  );
  for (const SecretId of ['admin/key', ARN, String(ARN).slice(0, -7)])
    assert.equal(call('GetSecretValue', { SecretId })['SecretString'], 's');
  assert.throws(() => call('GetSecretValue', { SecretId: 'admin' }), { code: 'ResourceNotFoundException' });
});

test('a new value is current, the one before is previous, the one before that has no stage', () => {
  const { call } = secretsWorld();
  const first = call('CreateSecret', { Name: 'a', SecretString: '1' })['VersionId'];
  const second = call('PutSecretValue', { SecretId: 'a', SecretString: '2' })['VersionId'];
  const third = call('UpdateSecret', { SecretId: 'a', SecretBinary: 'Mw==' })['VersionId'];
  assert.equal(call('GetSecretValue', { SecretId: 'a' })['SecretBinary'], 'Mw==');
  assert.equal(call('GetSecretValue', { SecretId: 'a', VersionStage: 'AWSPREVIOUS' })['SecretString'], '2');
  assert.deepEqual(call('GetSecretValue', { SecretId: 'a', VersionId: first })['VersionStages'], []);
  assert.deepEqual(call('DescribeSecret', { SecretId: 'a' })['VersionIdsToStages'], {
    [String(third)]: ['AWSCURRENT'],
    [String(second)]: ['AWSPREVIOUS'],
  });
});

test('a stage can be moved back, and the version that loses AWSCURRENT becomes the previous one', () => {
  const { call } = secretsWorld();
  const first = call('CreateSecret', { Name: 'a', SecretString: '1' })['VersionId'];
  const second = call('PutSecretValue', { SecretId: 'a', SecretString: '2' })['VersionId'];
  const move = { SecretId: 'a', VersionStage: 'AWSCURRENT', MoveToVersionId: first };
  assert.throws(() => call('UpdateSecretVersionStage', move), { code: 'InvalidParameterException' });
  call('UpdateSecretVersionStage', { ...move, RemoveFromVersionId: second });
  assert.equal(call('GetSecretValue', { SecretId: 'a' })['SecretString'], '1');
  assert.equal(call('GetSecretValue', { SecretId: 'a', VersionStage: 'AWSPREVIOUS' })['SecretString'], '2');
});

test('the same token with the same value changes nothing; with another value it is rejected', () => {
  const { call } = secretsWorld();
  const ClientRequestToken = 'token-token-token-token-token-token';
  const made = call('CreateSecret', { Name: 'a', SecretString: '1', ClientRequestToken });
  assert.deepEqual(call('CreateSecret', { Name: 'a', SecretString: '1', ClientRequestToken }), made);
  const put = { SecretId: 'a', ClientRequestToken };
  assert.equal(call('PutSecretValue', { ...put, SecretString: '1' })['VersionId'], ClientRequestToken);
  assert.throws(() => call('PutSecretValue', { ...put, SecretString: '2' }), {
    code: 'ResourceExistsException',
  });
  assert.throws(() => call('CreateSecret', { Name: 'a', SecretString: '2' }), {
    code: 'ResourceExistsException',
  });
});

test('a deleted secret can be restored until its window ends', () => {
  const { call, clock } = secretsWorld();
  call('CreateSecret', { Name: 'a', SecretString: '1' });
  const { DeletionDate } = call('DeleteSecret', { SecretId: 'a', RecoveryWindowInDays: 7 });
  assert.equal(DeletionDate, (clock.now + 7 * DAY_MS) / 1000);
  assert.throws(() => call('GetSecretValue', { SecretId: 'a' }), {
    code: 'InvalidRequestException',
    message: /marked for deletion/,
  });
  assert.throws(() => call('CreateSecret', { Name: 'a' }), { code: 'InvalidRequestException' });
  assert.deepEqual(call('ListSecrets')['SecretList'], []);
  call('RestoreSecret', { SecretId: 'a' });
  assert.equal(call('GetSecretValue', { SecretId: 'a' })['SecretString'], '1');
  call('DeleteSecret', { SecretId: 'a', RecoveryWindowInDays: 7 });
  clock.now += 7 * DAY_MS;
  assert.throws(() => call('RestoreSecret', { SecretId: 'a' }), { code: 'ResourceNotFoundException' });
  call('CreateSecret', { Name: 'a', SecretString: '2' });
});

test('a secret deleted without recovery is gone at once', () => {
  const { call } = secretsWorld();
  call('CreateSecret', { Name: 'a', SecretString: '1' });
  const forced = { SecretId: 'a', ForceDeleteWithoutRecovery: true };
  assert.throws(() => call('DeleteSecret', { ...forced, RecoveryWindowInDays: 7 }), {
    code: 'InvalidParameterException',
  });
  call('DeleteSecret', forced);
  assert.throws(() => call('DescribeSecret', { SecretId: 'a' }), { code: 'ResourceNotFoundException' });
});

test('rejects what AWS does not allow, and by name what is not emulated', () => {
  const { call } = secretsWorld();
  const rejects = (name: string, input: object, message: RegExp): void =>
    assert.throws(() => call(name, { ...input }), { code: 'InvalidParameterException', message });
  call('CreateSecret', { Name: 'a' });
  rejects('CreateSecret', { Name: 'a b' }, /"a b"/);
  rejects('CreateSecret', { Name: 'b', KmsKeyId: 'k' }, /KmsKeyId is not emulated/);
  rejects('PutSecretValue', { SecretId: 'a' }, /either SecretString or SecretBinary/);
  rejects('PutSecretValue', { SecretId: 'a', SecretString: 'x', SecretBinary: 'eA==' }, /not both/);
  rejects('PutSecretValue', { SecretId: 'a', SecretString: 'x'.repeat(65_537) }, /65536 bytes/);
  rejects('DeleteSecret', { SecretId: 'a', RecoveryWindowInDays: 3 }, /allowed are 7 to 30/);
  rejects('GetSecretValue', {}, /SecretId must be a text/);
  assert.throws(() => call('GetSecretValue', { SecretId: 'a' }), {
    code: 'ResourceNotFoundException',
    message: /AWSCURRENT/,
  });
});

test("a role reads a secret by its own policy or by the secret's", async () => {
  const { call, iam } = secretsWorld();
  const arn = String(call('CreateSecret', { Name: 'a', SecretString: '1' })['ARN']);
  const read = (): unknown => call('GetSecretValue', { SecretId: 'a' }, role)['SecretString'];
  await applyRole(iam, {});
  assert.throws(read, {
    code: 'AccessDenied',
    message: new RegExp(`secretsmanager:GetSecretValue on resource: ${arn}`),
  });
  const allow = { Effect: 'Allow' as const, Action: 'secretsmanager:GetSecretValue' };
  const byResource = policy({
    ...allow,
    Principal: { AWS: role.kind === 'role' ? role.arn : '' },
    Resource: '*',
  });
  call('PutResourcePolicy', { SecretId: 'a', ResourcePolicy: JSON.stringify(byResource) });
  assert.equal(read(), '1');
  call('DeleteResourcePolicy', { SecretId: 'a' });
  assert.throws(read, { code: 'AccessDenied' });
  const own = policy({ ...allow, Resource: `arn:aws:secretsmanager:*:*:secret:a-??????` });
  await applyRole(iam, { Policies: [{ PolicyName: 'own', PolicyDocument: own }] });
  assert.equal(read(), '1');
});

test("a template's generated value is made once and kept over restarts", async () => {
  const { apply, call, restart, remove } = secretsWorld();
  const properties = {
    Name: 'admin-key',
    GenerateSecretString: {
      SecretStringTemplate: '{"user":"admin"}',
      GenerateStringKey: 'key',
      ExcludePunctuation: true,
      PasswordLength: 40,
    },
  };
  const made = await apply('Secret', properties);
  const read = (): string => String(call('GetSecretValue', { SecretId: made.physicalId })['SecretString']);
  const value = read();
  assert.match(value, /^\{"user":"admin","key":"[A-Za-z0-9]{40}"\}$/);
  restart();
  assert.deepEqual(await apply('Secret', { ...properties, Description: 'new' }), made);
  assert.equal(read(), value);
  await remove('Secret', made);
  assert.throws(read, { code: 'ResourceNotFoundException' });
  assert.notEqual((await apply('Secret', properties)).physicalId, made.physicalId);
});

test("a template's given value becomes a new version when it changes", async () => {
  const { apply, call } = secretsWorld();
  const { physicalId: SecretId } = await apply('Secret', { SecretString: '1' });
  await apply('Secret', { SecretString: '1' });
  assert.equal(Object.keys(call('DescribeSecret', { SecretId })['VersionIdsToStages'] ?? {}).length, 1);
  await apply('Secret', { SecretString: '2' });
  assert.equal(call('GetSecretValue', { SecretId })['SecretString'], '2');
  await assert.rejects(apply('Secret', { SecretString: '1', GenerateSecretString: {} }, 'Both'), /not both/);
});

test('a resource policy of a template is put on its secret and taken off', async () => {
  const { apply, call, remove } = secretsWorld();
  const { physicalId: SecretId } = await apply('Secret', { SecretString: '1' });
  const ResourcePolicy = policy({
    Effect: 'Deny',
    Principal: '*',
    Action: 'secretsmanager:*',
    Resource: '*',
  });
  const made = await apply('ResourcePolicy', { SecretId, ResourcePolicy });
  assert.throws(() => call('GetSecretValue', { SecretId }), {
    code: 'AccessDenied',
    message: /explicit deny in a resource/,
  });
  await remove('ResourcePolicy', made);
  await assert.rejects(apply('ResourcePolicy', { SecretId, ResourcePolicy: policy() }), {
    code: 'MalformedPolicyDocumentException',
  });
  assert.equal(call('GetSecretValue', { SecretId })['SecretString'], '1');
});
