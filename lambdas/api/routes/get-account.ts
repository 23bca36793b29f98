import { accountToResource } from '../../../shared/account/account-resource.ts';
import { foundAccount } from '../found-account.ts';
import { route } from '../route.ts';

export const getAccount = route({
  method: 'GET',
  path: '/v1/accounts/{id}',
  access: 'administrator',
  async handle({ parameters }, dependencies) {
    return { status: 200, body: accountToResource(await foundAccount(dependencies, parameters['id'])) };
  },
});
