import { deleteAccount as forget } from '../../../shared/account/delete-account.ts';
import { foundAccount } from '../found-account.ts';
import { route } from '../route.ts';

export const deleteAccount = route({
  method: 'DELETE',
  path: '/v1/accounts/{id}',
  access: 'administrator',
  async handle({ parameters }, dependencies) {
    const { id } = await foundAccount(dependencies, parameters['id']);
    await forget(dependencies, id, dependencies.now());
    return { status: 204 };
  },
});
