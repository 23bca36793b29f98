import { keyToResource } from '../../../shared/account/key-resource.ts';
import { foundKey } from '../found-key.ts';
import { route } from '../route.ts';

export const getKey = route({
  method: 'GET',
  path: '/v1/accounts/{id}/keys/{key_id}',
  access: 'administrator',
  async handle({ parameters }, dependencies) {
    return { status: 200, body: keyToResource(await foundKey(dependencies, parameters)) };
  },
});
