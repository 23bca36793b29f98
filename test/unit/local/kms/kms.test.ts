import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Applied } from '../../../../local/cloudformation/resource-type.ts';
import type { Context } from '../../../../local/context.ts';
import { invokeOperation } from '../../../../local/endpoint/invoke-operation.ts';
import type { Caller } from '../../../../local/iam/caller.ts';
import { createIam } from '../../../../local/iam/create-iam.ts';
import type { Iam } from '../../../../local/iam/create-iam.ts';
import type { PolicyStatement } from '../../../../local/iam/policy-document.ts';
import { createKms } from '../../../../local/kms/create-kms.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';
import { ACCOUNT, ROLE_ARN, administrator, applyRole, policy, role } from '../iam/decisions.ts';

const DAY_MS = 86_400_000;
const SECRET = Buffer.from('a data key').toString('base64');

type Answer = Record<string, unknown>;

type World = {
  iam: Iam;
  clock: { now: number };
  call: (name: string, input?: Answer, caller?: Caller) => Answer;
  newKey: (input?: Answer) => { id: string; arn: string };
  apply: (type: string, properties: Answer) => Promise<Applied>;
  remove: (type: string, applied: Applied) => Promise<void>;
  restart: () => void;
};

function kmsWorld(): World {
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
  let kms = createKms(context);
  const call: World['call'] = (name, input = {}, caller = administrator) =>
    invokeOperation(context, { operations: kms.operations, name, input, caller }) as Answer;
  const typeOf = (name: string): (typeof kms.resourceTypes)[number] =>
    kms.resourceTypes.find(({ type }) => type === `AWS::KMS::${name}`) ?? assert.fail(name);
  return {
    iam,
    clock,
    call,
    newKey: (input) => {
      const { KeyId: id, Arn: arn } = call('CreateKey', input)['KeyMetadata'] as {
        KeyId: string;
        Arn: string;
      };
      return { id, arn };
    },
    apply: async (type, properties) => typeOf(type).apply({ stackName: 's', logicalId: type, properties }),
    remove: async (type, applied) => typeOf(type).remove(applied),
    restart: () => {
      kms = createKms(context);
    },
  };
}

test('what a key has encrypted it decrypts, also after a restart, with the same encryption context only', () => {
  const { call, newKey, restart } = kmsWorld();
  const { arn } = newKey();
  const EncryptionContext = { account: 'acme', table: 'deliveries' };
  const { CiphertextBlob } = call('Encrypt', { KeyId: arn, Plaintext: SECRET, EncryptionContext });
  restart();
  const reordered = { table: 'deliveries', account: 'acme' };
  assert.deepEqual(call('Decrypt', { CiphertextBlob, EncryptionContext: reordered }), {
    KeyId: arn,
    Plaintext: SECRET,
    EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  });
  for (const other of [{}, { account: 'acme' }, { ...EncryptionContext, account: 'evil' }])
    assert.throws(() => call('Decrypt', { CiphertextBlob, EncryptionContext: other }), {
      code: 'InvalidCiphertextException',
    });
});

test('rejects a ciphertext in which any byte was changed', () => {
  const { call, newKey } = kmsWorld();
  const { CiphertextBlob } = call('Encrypt', { KeyId: newKey().id, Plaintext: SECRET });
  const bytes = Buffer.from(String(CiphertextBlob), 'base64');
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes);
    changed[index] = (changed[index] ?? 0) ^ 1;
    assert.throws(() => call('Decrypt', { CiphertextBlob: changed.toString('base64') }), {
      code: 'InvalidCiphertextException',
    });
  }
  assert.throws(() => call('Decrypt', { CiphertextBlob: 'AQID' }), { code: 'InvalidCiphertextException' });
});

test('a data key comes in clear and encrypted, or only encrypted', () => {
  const { call, newKey } = kmsWorld();
  const { id: KeyId } = newKey();
  const { CiphertextBlob, Plaintext } = call('GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
  assert.equal(Buffer.from(String(Plaintext), 'base64').length, 32);
  assert.equal(call('Decrypt', { CiphertextBlob })['Plaintext'], Plaintext);
  const hidden = call('GenerateDataKeyWithoutPlaintext', { KeyId, NumberOfBytes: 24 });
  assert.equal(hidden['Plaintext'], undefined);
  const opened = call('Decrypt', { CiphertextBlob: hidden['CiphertextBlob'] })['Plaintext'];
  assert.equal(Buffer.from(String(opened), 'base64').length, 24);
  assert.throws(() => call('GenerateDataKey', { KeyId }), { code: 'ValidationException' });
  assert.throws(() => call('GenerateDataKey', { KeyId, KeySpec: 'AES_512' }), {
    code: 'ValidationException',
  });
});

test('encrypting again moves a ciphertext to another key and context', () => {
  const { call, newKey } = kmsWorld();
  const [from, to] = [newKey(), newKey()];
  const first = call('Encrypt', { KeyId: from.id, Plaintext: SECRET, EncryptionContext: { a: '1' } });
  const second = call('ReEncrypt', {
    CiphertextBlob: first['CiphertextBlob'],
    SourceEncryptionContext: { a: '1' },
    DestinationKeyId: to.id,
    DestinationEncryptionContext: { b: '2' },
  });
  const { CiphertextBlob } = second;
  const opened = call('Decrypt', { KeyId: to.arn, CiphertextBlob, EncryptionContext: { b: '2' } });
  assert.equal(opened['Plaintext'], SECRET);
  assert.throws(() => call('Decrypt', { KeyId: from.id, CiphertextBlob, EncryptionContext: { b: '2' } }), {
    code: 'IncorrectKeyException',
  });
});

test('an alias stands for its key, by name and by ARN, until it is moved or deleted', () => {
  const { call, newKey } = kmsWorld();
  const [one, two] = [newKey(), newKey()];
  const AliasName = 'alias/webhooks/payloads';
  call('CreateAlias', { AliasName, TargetKeyId: one.id });
  const described = (KeyId: string): unknown =>
    (call('DescribeKey', { KeyId })['KeyMetadata'] as Answer)['KeyId'];
  assert.equal(described(AliasName), one.id);
  assert.equal(described(`arn:aws:kms:eu-west-1:${ACCOUNT}:${AliasName}`), one.id);
  assert.throws(() => call('CreateAlias', { AliasName, TargetKeyId: two.id }), {
    code: 'AlreadyExistsException',
  });
  call('UpdateAlias', { AliasName, TargetKeyId: two.arn });
  assert.equal(described(AliasName), two.id);
  assert.equal((call('ListAliases', { KeyId: one.id })['Aliases'] as unknown[]).length, 0);
  call('DeleteAlias', { AliasName });
  assert.throws(() => described(AliasName), {
    code: 'NotFoundException',
    message: /Alias arn:.*payloads is not found/,
  });
  assert.throws(() => call('CreateAlias', { AliasName: 'payloads', TargetKeyId: one.id }), {
    code: 'ValidationException',
  });
  assert.throws(() => call('CreateAlias', { AliasName: 'alias/aws/s3', TargetKeyId: one.id }), {
    code: 'NotAuthorizedException',
  });
});

test('rejects the use of keys that are disabled, pending deletion or gone', () => {
  const { call, clock, newKey } = kmsWorld();
  const { id: KeyId, arn } = newKey();
  const { CiphertextBlob } = call('Encrypt', { KeyId, Plaintext: SECRET });
  call('DisableKey', { KeyId });
  assert.throws(() => call('Encrypt', { KeyId, Plaintext: SECRET }), {
    code: 'DisabledException',
    message: `${arn} is disabled.`,
  });
  call('EnableKey', { KeyId });
  call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  assert.throws(() => call('Decrypt', { CiphertextBlob }), {
    code: 'KMSInvalidStateException',
    message: `${arn} is pending deletion.`,
  });
  assert.throws(() => call('EnableKey', { KeyId }), { code: 'KMSInvalidStateException' });
  call('CancelKeyDeletion', { KeyId });
  assert.throws(() => call('Decrypt', { CiphertextBlob }), { code: 'DisabledException' });
  call('EnableKey', { KeyId });
  assert.equal(call('Decrypt', { CiphertextBlob })['Plaintext'], SECRET);
  call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  clock.now += 7 * DAY_MS;
  assert.throws(() => call('Decrypt', { CiphertextBlob }), { code: 'InvalidCiphertextException' });
  assert.throws(() => call('DescribeKey', { KeyId }), {
    code: 'NotFoundException',
    message: `Key '${arn}' does not exist`,
  });
  assert.deepEqual(call('ListKeys')['Keys'], []);
});

test('rejects what KMS does not allow, and by name what is not emulated', () => {
  const { call, newKey } = kmsWorld();
  const { id: KeyId } = newKey();
  const long = Buffer.alloc(4097).toString('base64');
  assert.throws(() => call('Encrypt', { KeyId, Plaintext: long }), /4097 bytes; allowed are 1 to 4096/);
  assert.throws(
    () => call('Encrypt', { KeyId, Plaintext: SECRET, GrantTokens: ['x'] }),
    /GrantTokens is not emulated/,
  );
  assert.throws(() => call('Encrypt', { KeyId, Plaintext: SECRET, EncryptionContext: { a: 1 } }), {
    code: 'ValidationException',
  });
  assert.throws(() => call('CreateKey', { KeySpec: 'RSA_2048' }), /RSA_2048.*not emulated/);
  assert.throws(() => call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 1 }), /allowed are 7 to 30/);
  assert.throws(() => call('DescribeKey', {}), { code: 'ValidationException' });
});

const allow = (rest: Partial<PolicyStatement>): PolicyStatement => ({
  Effect: 'Allow',
  Resource: '*',
  ...rest,
});
const own = (...statements: PolicyStatement[]): Answer => ({
  Policies: [{ PolicyName: 'own', PolicyDocument: policy(...statements) }],
});

test('a role needs the key policy, or its own where the key policy hands over to the account', async () => {
  const { call, iam, newKey } = kmsWorld();
  const delegating = newKey();
  const closed = newKey({
    Policy: JSON.stringify(
      policy(
        allow({ Principal: { AWS: ROLE_ARN }, Action: 'kms:Decrypt' }),
        allow({ Principal: { AWS: ACCOUNT }, Action: 'kms:PutKeyPolicy' }),
      ),
    ),
  });
  const encrypt = ({ id: KeyId }: { id: string }): unknown =>
    call('Encrypt', { KeyId, Plaintext: SECRET }, role);
  await applyRole(iam, {});
  assert.throws(() => encrypt(delegating), {
    code: 'AccessDenied',
    message: /no identity-based policy allows the kms:Encrypt/,
  });
  await applyRole(iam, own(allow({ Action: 'kms:Encrypt' })));
  encrypt(delegating);
  assert.throws(() => encrypt(closed), {
    code: 'AccessDenied',
    message: /no resource-based policy allows the kms:Encrypt/,
  });
  const toEncrypt = { KeyId: closed.id, Plaintext: SECRET };
  assert.throws(() => call('Encrypt', toEncrypt), {
    code: 'AccessDenied',
    message: /root is not authorized.*no resource-based policy/,
  });
  const shared = policy(
    allow({ Principal: { AWS: ROLE_ARN }, Action: 'kms:Decrypt' }),
    allow({ Principal: { AWS: ACCOUNT }, Action: ['kms:PutKeyPolicy', 'kms:Encrypt'] }),
  );
  call('PutKeyPolicy', { KeyId: closed.id, Policy: JSON.stringify(shared) });
  const { CiphertextBlob } = call('Encrypt', toEncrypt);
  assert.equal(call('Decrypt', { CiphertextBlob }, role)['Plaintext'], SECRET);
});

test('a key policy that is none, or locks its author out, is rejected', async () => {
  const { call, newKey, apply } = kmsWorld();
  const { id: KeyId } = newKey();
  const onlyRole = policy(allow({ Principal: { AWS: ROLE_ARN }, Action: 'kms:*' }));
  const Policy = JSON.stringify(onlyRole);
  const lockedOut = {
    code: 'MalformedPolicyDocumentException',
    message: /update the key policy in the future/,
  };
  assert.throws(() => call('PutKeyPolicy', { KeyId, Policy }), lockedOut);
  assert.throws(() => newKey({ Policy }), lockedOut);
  await assert.rejects(apply('Key', { KeyPolicy: onlyRole }), lockedOut);
  newKey({ Policy, BypassPolicyLockoutSafetyCheck: true });
  const nobody = JSON.stringify(policy(allow({ Action: 'kms:*' })));
  assert.throws(() => call('PutKeyPolicy', { KeyId, Policy: nobody }), {
    code: 'MalformedPolicyDocumentException',
    message: /needs a Principal/,
  });
});

test('conditions see the encryption context and the alias that was used', async () => {
  const { call, iam, newKey } = kmsWorld();
  const { id } = newKey();
  call('CreateAlias', { AliasName: 'alias/payloads', TargetKeyId: id });
  await applyRole(
    iam,
    own(
      allow({
        Action: 'kms:Encrypt',
        Condition: {
          StringEquals: { 'kms:EncryptionContext:account': 'acme', 'kms:RequestAlias': 'alias/payloads' },
          'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['account'] },
        },
      }),
    ),
  );
  const encrypt = (KeyId: string, EncryptionContext: object): unknown =>
    call('Encrypt', { KeyId, Plaintext: SECRET, EncryptionContext }, role);
  encrypt('alias/payloads', { account: 'acme' });
  assert.throws(() => encrypt(id, { account: 'acme' }), { code: 'AccessDenied' });
  assert.throws(() => encrypt('alias/payloads', { account: 'evil' }), { code: 'AccessDenied' });
  assert.throws(() => encrypt('alias/payloads', { account: 'acme', more: '1' }), { code: 'AccessDenied' });
  assert.throws(() => encrypt('alias/payloads', {}), { code: 'AccessDenied' });
});

test('a key of a template keeps its material at every start, and waits for deletion when it leaves', async () => {
  const { apply, call, clock, remove, restart } = kmsWorld();
  const made = await apply('Key', { Description: 'payloads', PendingWindowInDays: 7 });
  await apply('Alias', { AliasName: 'alias/payloads', TargetKeyId: made.attributes['Arn'] });
  const { CiphertextBlob } = call('Encrypt', { KeyId: 'alias/payloads', Plaintext: SECRET });
  restart();
  assert.deepEqual(await apply('Key', { EnableKeyRotation: true, PendingWindowInDays: 7 }), made);
  assert.equal(call('Decrypt', { CiphertextBlob })['Plaintext'], SECRET);
  assert.equal(call('GetKeyRotationStatus', { KeyId: made.physicalId })['KeyRotationEnabled'], true);
  await remove('Key', made);
  const { KeyState, DeletionDate } = call('DescribeKey', { KeyId: made.physicalId })['KeyMetadata'] as Answer;
  assert.deepEqual([KeyState, DeletionDate], ['PendingDeletion', (clock.now + 7 * DAY_MS) / 1000]);
  assert.notEqual((await apply('Key', {})).physicalId, made.physicalId);
});
