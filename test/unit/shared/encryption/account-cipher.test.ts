import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DecryptCommand, InvalidCiphertextException } from '@aws-sdk/client-kms';
import { encryptingAws, KEYS_TABLE } from './encrypting-aws.ts';

const text = Buffer.from('a customer and what it said');
const erased = { name: 'ProblemError', code: 'account_key_erased' };
const unreadable = { code: 'seal_unreadable' };

test('what is sealed opens again, in this process and in one that may only decrypt', async (context) => {
  const aws = await encryptingAws(context);
  const cipher = aws.cipher();
  const sealed = await cipher.seal('acme', text, 'row 1');
  assert.ok(!Buffer.from(sealed).includes('customer'));
  assert.equal(sealed.length, text.length + 45);
  assert.deepEqual(await cipher.open('acme', sealed, 'row 1'), text);
  assert.deepEqual(await aws.cipher({ makesKeys: false }).open('acme', sealed, 'row 1'), text);
});

test('one text sealed twice is two, of which each opens', async (context) => {
  const cipher = (await encryptingAws(context)).cipher();
  const [one, other] = await Promise.all([
    cipher.seal('acme', text, 'row 1'),
    cipher.seal('acme', text, 'row 1'),
  ]);
  assert.notDeepEqual(one, other);
  assert.deepEqual(await cipher.open('acme', one, 'row 1'), text);
  assert.deepEqual(await cipher.open('acme', other, 'row 1'), text);
});

test('fails to open what is of another account or of another row', async (context) => {
  const cipher = (await encryptingAws(context)).cipher();
  const sealed = await cipher.seal('acme', text, 'row 1');
  await cipher.seal('other', text, 'row 1');
  await assert.rejects(cipher.open('acme', sealed, 'row 2'), unreadable);
  await assert.rejects(cipher.open('other', sealed, 'row 1'), erased);
});

test('fails to open what was changed in any byte, cut or lengthened, and says of what row', async (context) => {
  const cipher = (await encryptingAws(context)).cipher();
  const sealed = await cipher.seal('acme', Buffer.from('x'), 'row 1');
  for (const [index, byte] of sealed.entries()) {
    const changed = Uint8Array.from(sealed);
    changed[index] = byte ^ 1;
    // A change in the key's id names a key that the account does not have.
    const expected = index >= 1 && index < 9 ? erased : { ...unreadable, message: /acme\/row 1/ };
    await assert.rejects(cipher.open('acme', changed, 'row 1'), expected, `byte ${index}`);
  }
  for (const length of [0, 1, 44, sealed.length - 1])
    await assert.rejects(cipher.open('acme', sealed.subarray(0, length), 'row 1'), unreadable);
  await assert.rejects(cipher.open('acme', Buffer.concat([sealed, Buffer.of(0)]), 'row 1'), unreadable);
});

test('the stored key is wrapped: it opens for KMS and the account alone', async (context) => {
  const aws = await encryptingAws(context);
  await aws.cipher().seal('acme', text, 'row 1');
  const [row, ...others] = await aws.rows(KEYS_TABLE);
  assert.deepEqual(others, []);
  assert.deepEqual(Object.keys(row ?? {}).toSorted(), ['created_at', 'id', 'pk', 'wrapped']);
  const unwrap = (account_id: string) =>
    aws.kms.send(
      new DecryptCommand({
        CiphertextBlob: row?.['wrapped'] as Uint8Array,
        EncryptionContext: { account_id },
      }),
    );
  assert.equal((await unwrap('acme')).Plaintext?.length, 32);
  await assert.rejects(unwrap('other'), InvalidCiphertextException);
});

test('a plaintext key is kept for five minutes and then asked for again', async (context) => {
  const aws = await encryptingAws(context);
  const sealed = await aws.cipher().seal('acme', text, 'row 1');
  const reader = aws.cipher({ makesKeys: false });
  const decrypts = () => aws.calls.filter((call) => call === 'kms Decrypt').length;
  await reader.open('acme', sealed, 'row 1');
  aws.clock.now += 299_999;
  const before = aws.calls.length;
  await reader.open('acme', sealed, 'row 1');
  await reader.seal('acme', text, 'row 2');
  assert.equal(aws.calls.length, before);
  assert.equal(decrypts(), 1);
  aws.clock.now += 1;
  await reader.open('acme', sealed, 'row 1');
  assert.equal(decrypts(), 2);
});

test('callers at the same moment share one call', async (context) => {
  const aws = await encryptingAws(context);
  const sealed = await aws.cipher().seal('acme', text, 'row 1');
  aws.calls.length = 0;
  const reader = aws.cipher({ makesKeys: false });
  await Promise.all(Array.from({ length: 20 }, () => reader.open('acme', sealed, 'row 1')));
  assert.deepEqual(aws.calls, ['dynamodb GetItem', 'kms Decrypt']);
});

test('an outage is not kept: the next caller asks again', async (context) => {
  const aws = await encryptingAws(context);
  const sealed = await aws.cipher().seal('acme', text, 'row 1');
  const reader = aws.cipher({ makesKeys: false });
  for (const operation of ['GetItem', 'Decrypt']) {
    aws.failOn(operation);
    await assert.rejects(reader.open('acme', sealed, 'row 1'), { message: /an outage/ });
  }
  aws.failOn('');
  assert.deepEqual(await reader.open('acme', sealed, 'row 1'), text);
});

test('of processes that make the key at the same moment one wins, and all use its key', async (context) => {
  const aws = await encryptingAws(context);
  const processes = Array.from({ length: 5 }, () => aws.cipher());
  const sealed = await Promise.all(processes.map((each) => each.seal('acme', text, 'row 1')));
  assert.ok(aws.calls.filter((call) => call === 'kms GenerateDataKey').length > 1, 'there was no race');
  assert.equal((await aws.rows(KEYS_TABLE)).length, 1);
  const reader = aws.cipher({ makesKeys: false });
  for (const each of sealed) assert.deepEqual(await reader.open('acme', each, 'row 1'), text);
});

test('rejects sealing for an account without a key where no key may be made', async (context) => {
  const aws = await encryptingAws(context);
  await assert.rejects(aws.cipher({ makesKeys: false }).seal('acme', text, 'row 1'), erased);
  assert.deepEqual(await aws.rows(KEYS_TABLE), []);
});

test('fails to open what an erased key protected, at once here and within five minutes elsewhere', async (context) => {
  const aws = await encryptingAws(context);
  const cipher = aws.cipher();
  const sealed = await cipher.seal('acme', text, 'row 1');
  const elsewhere = aws.cipher({ makesKeys: false });
  await elsewhere.open('acme', sealed, 'row 1');
  await cipher.erase('acme');
  await assert.rejects(cipher.open('acme', sealed, 'row 1'), erased);
  assert.deepEqual(await elsewhere.open('acme', sealed, 'row 1'), text);
  aws.clock.now += 300_000;
  await assert.rejects(elsewhere.open('acme', sealed, 'row 1'), erased);
  await cipher.erase('acme');
});

test('an account that comes back has a new key, which no process misses and which opens nothing old', async (context) => {
  const aws = await encryptingAws(context);
  const [one, other] = [aws.cipher(), aws.cipher()];
  const reader = aws.cipher({ makesKeys: false });
  const old = await one.seal('acme', text, 'row 1');
  await Promise.all([other.open('acme', old, 'row 1'), reader.open('acme', old, 'row 1')]);
  await one.erase('acme');
  const again = await one.seal('acme', text, 'row 1');
  // Both still have the erased key in memory.
  const elsewhere = await other.seal('acme', text, 'row 2');
  assert.deepEqual(await reader.open('acme', again, 'row 1'), text);
  assert.deepEqual(await one.open('acme', elsewhere, 'row 2'), text);
  await assert.rejects(reader.open('acme', old, 'row 1'), erased);
});
