import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assert as check, boolean, constantFrom, integer, property, record } from 'fast-check';
import { randomPassword } from '../../../../local/secretsmanager/random-password.ts';

test('a password has its length, one of each included kind and nothing that is excluded', () => {
  check(
    property(
      record({
        PasswordLength: integer({ min: 4, max: 64 }),
        ExcludeCharacters: constantFrom('', 'abc', '0O1lI"@/\\'),
        ExcludeNumbers: boolean(),
        ExcludePunctuation: boolean(),
        ExcludeUppercase: boolean(),
      }),
      (rules) => {
        const password = randomPassword(rules);
        assert.equal(password.length, rules.PasswordLength);
        assert.match(password, /[a-z]/);
        assert.equal(/\d/.test(password), !rules.ExcludeNumbers);
        assert.equal(/[A-Z]/.test(password), !rules.ExcludeUppercase);
        assert.equal(/[^a-zA-Z0-9]/.test(password), !rules.ExcludePunctuation);
        for (const character of rules.ExcludeCharacters) assert.ok(!password.includes(character));
      },
    ),
  );
});

test('a password has 32 characters unless told otherwise, and a space only if told', () => {
  assert.equal(randomPassword({}).length, 32);
  assert.doesNotMatch(Array.from({ length: 50 }, () => randomPassword({})).join(''), / /);
  const spaced = randomPassword({ PasswordLength: 4096, IncludeSpace: true, RequireEachIncludedType: false });
  assert.match(spaced, / /);
});

test('rejects rules that no password can follow', () => {
  const nothing = {
    ExcludeLowercase: true,
    ExcludeUppercase: true,
    ExcludeNumbers: true,
    ExcludePunctuation: true,
  };
  assert.throws(() => randomPassword(nothing), /Every character is excluded/);
  assert.throws(() => randomPassword({ PasswordLength: 3 }), /no room for 4 kinds/);
  assert.throws(() => randomPassword({ PasswordLength: 0 }), /allowed are 1 to 4096/);
  assert.throws(() => randomPassword({ PasswordLength: '4097' }), /4097/);
});
