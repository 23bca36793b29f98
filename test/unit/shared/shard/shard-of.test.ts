import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAccountId } from '../../../../shared/account/account-id.ts';
import { accountBus } from '../../../../shared/shard/account-bus.ts';
import { shardBuses } from '../../../../shared/shard/shard-buses.ts';
import { shardCharacters } from '../../../../shared/shard/shard-characters.ts';
import { shardOf } from '../../../../shared/shard/shard-of.ts';
import { shardPattern } from '../../../../shared/shard/shard-pattern.ts';
import { LONGEST_PATTERN } from '../../../../shared/subscription/pattern.ts';

const counts = Array.from({ length: 64 }, (_, index) => index + 1);
/** Every character that an account's id may end with, by the rule of ids itself. */
const endings = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter(isAccountId);

test('every character is on exactly one shard, and the shards have equally many but for one', () => {
  assert.equal(endings.length, 64);
  for (const count of counts) {
    const shards = shardCharacters(count);
    assert.equal(shards.length, count);
    assert.deepEqual(shards.flat().toSorted(), endings.toSorted(), String(count));
    const sizes = shards.map(({ length }) => length);
    assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, String(count));
  }
});

test('an account is on the shard whose pattern matches its id, and on no other', () => {
  for (const count of [1, 2, 3, 7, 64])
    for (const ending of endings) {
      const matching = counts.slice(0, count).flatMap((number) => {
        const suffixes = shardPattern(number - 1, count).detail.account_id.map(({ suffix }) => suffix);
        return suffixes.some((suffix) => `acme${ending}`.endsWith(suffix)) ? [number - 1] : [];
      });
      assert.deepEqual(matching, [shardOf(`acme${ending}`, count)]);
    }
});

test('accounts with decimal and hexadecimal ids are spread over all shards', () => {
  for (const ids of ['0123456789', '0123456789abcdef'])
    for (const count of [2, 3, 4, 8, 10]) {
      const sizes = new Map<number, number>();
      for (const id of ids) sizes.set(shardOf(id, count), (sizes.get(shardOf(id, count)) ?? 0) + 1);
      assert.equal(sizes.size, count, `${ids} over ${count}`);
      assert.ok(Math.max(...sizes.values()) - Math.min(...sizes.values()) <= 1);
    }
});

// A change of this would take every account away from its rules.
test('an account stays where it is from release to release', () => {
  const placed = ['acme', 'customer_17', 'Globex-', '42', 'X', '_'].map((id) => shardOf(id, 3));
  assert.deepEqual(placed, [2, 1, 2, 2, 2, 0]);
});

test('with one shard every account is on the ingress bus', () => {
  for (const ending of endings)
    assert.equal(accountBus({ eventBusName: 'webhooks-prod', shardCount: 1 }, ending), 'webhooks-prod');
});

test('the buses are the ingress bus and one for each further shard', () => {
  assert.deepEqual(shardBuses({ eventBusName: 'webhooks-prod', shardCount: 3 }), [
    'webhooks-prod',
    'webhooks-prod.shard-1',
    'webhooks-prod.shard-2',
  ]);
});

test('no pattern of a shard is longer than EventBridge takes', () => {
  for (const count of counts.slice(1))
    for (let shard = 0; shard < count; shard++)
      assert.ok(JSON.stringify(shardPattern(shard, count)).length <= LONGEST_PATTERN / 2);
});

test('rejects a number of shards that there cannot be, and an id that no account has', () => {
  for (const count of [0, -1, 1.5, 65, NaN])
    assert.throws(
      () => shardOf('acme', count),
      /number of shards is .*; it must be a whole number from 1 to 64/,
    );
  for (const id of ['', 'acme!', 'acmé'])
    assert.throws(() => shardOf(id, 3), /is on no shard: it must end with one of/);
  assert.throws(() => shardPattern(3, 3), /The shard is 3; of 3 shards it must be 0 to 2/);
});
