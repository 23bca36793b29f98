import { ADMINISTRATORS } from '../../../shared/account/api-key.ts';
import { isAuditId } from '../../../shared/audit/audit-entry.ts';
import { auditToResource } from '../../../shared/audit/audit-resource.ts';
import { strictObject } from '../../../shared/problem/strict-object.ts';
import { pageAnswer, pageStart } from '../page.ts';
import { pageFields } from '../query-fields.ts';
import { route } from '../route.ts';

/** The latest first: of the account, or, to an administrator who names none, of what administrators did. */
export const listAuditLog = route({
  method: 'GET',
  path: '/v1/audit-log',
  access: 'key',
  query: strictObject(pageFields),
  async handle({ caller, query: { limit, cursor } }, { auditLog }) {
    const owner = caller.accountId ?? ADMINISTRATORS;
    const list = { name: ['audit-log', owner], isKey: isAuditId };
    const page = await auditLog.list(owner, { limit, ...pageStart(list, cursor) });
    return pageAnswer(list, page.entries.map(auditToResource), page.next);
  },
});
