import { accountOrErasure } from '../erasure-resource.ts';
import { foundAccount } from '../found-account.ts';
import { route } from '../route.ts';

export const getAccount = route({
  method: 'GET',
  path: '/v1/accounts/{id}',
  access: 'administrator',
  async handle({ parameters }, dependencies) {
    const account = await foundAccount(dependencies, parameters['id']);
    return { status: 200, body: await accountOrErasure(dependencies, account) };
  },
});
