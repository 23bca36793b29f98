import { accountFields } from '../../../shared/account/account-fields.ts';
import { accountToResource } from '../../../shared/account/account-resource.ts';
import { resourceToLimits } from '../../../shared/account/limits-resource.ts';
import { takingAccount } from '../../../shared/account/taking-account.ts';
import { parseFields } from '../../../shared/problem/parse-fields.ts';
import { foundAccount, noAccount } from '../found-account.ts';
import { route } from '../route.ts';

export const changeAccount = route({
  method: 'PATCH',
  path: '/v1/accounts/{id}',
  access: 'administrator',
  body: true,
  fields: accountFields.change,
  async handle({ parameters, body }, dependencies) {
    const { id } = await foundAccount(dependencies, parameters['id']);
    await takingAccount(dependencies.accounts, id);
    const { name, limits } = parseFields(accountFields.change, body);
    const changed = await dependencies.accounts.change(id, {
      ...(name !== undefined && { name: name ?? undefined }),
      ...(limits && { limits: resourceToLimits(limits) }),
    });
    if (!changed) throw noAccount(id);
    return { status: 200, body: accountToResource(changed) };
  },
});
