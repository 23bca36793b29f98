import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { type AuditEntry, isAuditId, newAuditId } from '../../../../shared/audit/audit-entry.ts';
import { createAuditLog } from '../../../../shared/audit/audit-log.ts';
import { accountsTable } from '../account/accounts-table.ts';

const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  id: newAuditId(),
  at: 1_000,
  actor: { type: 'key', keyId: 'key_1' },
  action: 'PATCH /v1/subscriptions/{id}',
  resourceId: 'sub_1',
  fields: ['url'],
  requestId: 'r1',
  ...more,
});

async function auditLog(context: TestContext) {
  const { dynamodb, table, clock } = await accountsTable(context);
  return { clock, log: createAuditLog({ dynamodb, table, now: () => clock.now }) };
}

test("an account's changes are listed page by page, the latest first, without another's", async (context) => {
  const { log } = await auditLog(context);
  const own = [entry(), entry({ actor: { type: 'administrator' } }), entry({ fields: [] })];
  for (const change of own) await log.add('acme', change);
  await log.add('acme-2', entry());
  const first = await log.list('acme', { limit: 2 });
  assert.deepEqual(first, { entries: [own[2], own[1]], next: own[1]?.id });
  assert.deepEqual(await log.list('acme', { limit: 2, after: first.next ?? '' }), { entries: [own[0]] });
});

test('an entry is shown for a year, also while the table still has it', async (context) => {
  const { clock, log } = await auditLog(context);
  await log.add('acme', entry());
  clock.now = 1_000 + 366 * 86_400_000 - 1;
  assert.equal((await log.list('acme', { limit: 2 })).entries.length, 1);
  clock.now++;
  assert.equal((await log.list('acme', { limit: 2 })).entries.length, 0);
});

test('ids are told from other texts', () => {
  assert.ok(isAuditId(newAuditId()));
  for (const text of ['', 'aud_', 'key_0190c0ffee0190c0ffee0190c0ffee01']) assert.ok(!isAuditId(text));
});
