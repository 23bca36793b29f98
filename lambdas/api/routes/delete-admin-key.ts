import { foundAdminKey } from '../found-admin-key.ts';
import { route } from '../route.ts';

/** The key opens nothing from the moment of the answer, also the one that asked for it. */
export const deleteAdminKey = route({
  method: 'DELETE',
  path: '/v1/admin-keys/{key_id}',
  access: 'administrator',
  async handle({ parameters }, dependencies) {
    await dependencies.keys.remove(await foundAdminKey(dependencies, parameters['key_id']));
    return { status: 204 };
  },
});
