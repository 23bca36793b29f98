import { isKeyId } from '../../../shared/account/api-key.ts';
import { keyToResource } from '../../../shared/account/key-resource.ts';
import { strictObject } from '../../../shared/problem/strict-object.ts';
import { foundAccount } from '../found-account.ts';
import { pageAnswer, pageStart } from '../page.ts';
import { pageFields } from '../query-fields.ts';
import { route } from '../route.ts';

export const listKeys = route({
  method: 'GET',
  path: '/v1/accounts/{id}/keys',
  access: 'administrator',
  query: strictObject(pageFields),
  async handle({ parameters, query: { limit, cursor } }, dependencies) {
    const { id } = await foundAccount(dependencies, parameters['id']);
    const list = { name: ['keys', id], isKey: isKeyId };
    const page = await dependencies.keys.list(id, { limit, ...pageStart(list, cursor) });
    return pageAnswer(list, page.keys.map(keyToResource), page.next);
  },
});
