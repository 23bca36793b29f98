import { ADMINISTRATORS, isKeyId } from '../../../shared/account/api-key.ts';
import { keyToResource } from '../../../shared/account/key-resource.ts';
import { strictObject } from '../../../shared/problem/strict-object.ts';
import { pageAnswer, pageStart } from '../page.ts';
import { pageFields } from '../query-fields.ts';
import { route } from '../route.ts';

const list = { name: ['admin-keys'], isKey: isKeyId };

/** The keys that were made over the API; the first one is in Secrets Manager and in no list. */
export const listAdminKeys = route({
  method: 'GET',
  path: '/v1/admin-keys',
  access: 'administrator',
  query: strictObject(pageFields),
  async handle({ query: { limit, cursor } }, { keys }) {
    const page = await keys.list(ADMINISTRATORS, { limit, ...pageStart(list, cursor) });
    return pageAnswer(list, page.keys.map(keyToResource), page.next);
  },
});
