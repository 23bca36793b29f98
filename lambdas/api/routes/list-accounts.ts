import { isAccountId } from '../../../shared/account/account-id.ts';
import { accountToResource } from '../../../shared/account/account-resource.ts';
import { strictObject } from '../../../shared/problem/strict-object.ts';
import { pageAnswer, pageStart } from '../page.ts';
import { pageFields } from '../query-fields.ts';
import { route } from '../route.ts';

const list = { name: ['accounts'], isKey: isAccountId };

export const listAccounts = route({
  method: 'GET',
  path: '/v1/accounts',
  access: 'administrator',
  query: strictObject(pageFields),
  async handle({ query: { limit, cursor } }, { accounts }) {
    const page = await accounts.list({ limit, ...pageStart(list, cursor) });
    return pageAnswer(list, page.accounts.map(accountToResource), page.next);
  },
});
