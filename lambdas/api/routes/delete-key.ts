import { foundKey } from '../found-key.ts';
import { route } from '../route.ts';

/** The key opens nothing from the moment of the answer. */
export const deleteKey = route({
  method: 'DELETE',
  path: '/v1/accounts/{id}/keys/{key_id}',
  access: 'administrator',
  async handle({ parameters }, dependencies) {
    await dependencies.keys.remove(await foundKey(dependencies, parameters));
    return { status: 204 };
  },
});
