import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPortalCodeStore } from '../../../../shared/portal/portal-code-store.ts';
import { accountsTable } from '../account/accounts-table.ts';

const grant = { accountId: 'acme', role: 'read' } as const;

test('a code is good once, also for many at the same moment, and is nowhere in the table', async (context) => {
  const { dynamodb, table, clock, rows } = await accountsTable(context);
  const codes = createPortalCodeStore({ dynamodb, table, now: () => clock.now });
  const { code, expiresAt } = await codes.issue(grant);
  assert.match(code, /^whc_[\w-]{43}$/);
  assert.equal(expiresAt, clock.now + 900_000);
  assert.ok(!JSON.stringify(await rows()).includes(code.slice(4)));
  const redeemed = await Promise.all([1, 2, 3].map(() => codes.redeem(code)));
  assert.deepEqual(
    redeemed.filter((found) => found !== undefined),
    [grant],
  );
  const left = (await rows()).map(({ pk }) => pk);
  assert.deepEqual(left, ['PORTALCODES#acme'], 'an entry of no use, which the table drops');
});

test('a code is over after 15 minutes, and another one opens nothing', async (context) => {
  const { dynamodb, table, clock } = await accountsTable(context);
  const codes = createPortalCodeStore({ dynamodb, table, now: () => clock.now });
  const [early, late] = [await codes.issue(grant), await codes.issue(grant)];
  clock.now += 899_999;
  assert.deepEqual(await codes.redeem(early.code), grant);
  clock.now++;
  assert.equal(await codes.redeem(late.code), undefined);
  assert.equal(await codes.redeem('whc_x'), undefined);
});

test('all codes of an account are removed together, while there is time, and none of another', async (context) => {
  const { dynamodb, table, clock, rows } = await accountsTable(context);
  const codes = createPortalCodeStore({ dynamodb, table, now: () => clock.now });
  const [own, other] = [await codes.issue(grant), await codes.issue({ ...grant, accountId: 'globex' })];
  assert.equal(await codes.removeAll('acme', () => false), false);
  assert.equal(await codes.removeAll('acme', () => true), true);
  assert.equal((await rows()).length, 2);
  assert.equal(await codes.redeem(own.code), undefined);
  assert.equal((await codes.redeem(other.code))?.accountId, 'globex');
});
