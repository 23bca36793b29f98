import { beginErasure } from '../../../shared/account/begin-erasure.ts';
import { accountOrErasure } from '../erasure-resource.ts';
import { foundAccount, noAccount } from '../found-account.ts';
import { route } from '../route.ts';

/** Begins to erase the account; reconcile goes on with it for as long as its subscriptions take. */
export const deleteAccount = route({
  method: 'DELETE',
  path: '/v1/accounts/{id}',
  access: 'administrator',
  async handle({ parameters }, dependencies) {
    const { id } = await foundAccount(dependencies, parameters['id']);
    const marked = await beginErasure(dependencies, id, dependencies.now());
    if (!marked) throw noAccount(id);
    await dependencies.erase(id);
    return { status: 202, body: await accountOrErasure(dependencies, marked) };
  },
});
