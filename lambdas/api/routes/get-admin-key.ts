import { keyToResource } from '../../../shared/account/key-resource.ts';
import { foundAdminKey } from '../found-admin-key.ts';
import { route } from '../route.ts';

export const getAdminKey = route({
  method: 'GET',
  path: '/v1/admin-keys/{key_id}',
  access: 'administrator',
  async handle({ parameters }, dependencies) {
    return { status: 200, body: keyToResource(await foundAdminKey(dependencies, parameters['key_id'])) };
  },
});
