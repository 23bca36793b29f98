import { ADMINISTRATORS, newApiKey } from '../../../shared/account/api-key.ts';
import { keyToResource } from '../../../shared/account/key-resource.ts';
import { parseFields } from '../../../shared/problem/parse-fields.ts';
import { strictObject } from '../../../shared/problem/strict-object.ts';
import { route } from '../route.ts';

const fields = strictObject({});

/** The one answer that shows the key. */
export const createAdminKey = route({
  method: 'POST',
  path: '/v1/admin-keys',
  access: 'administrator',
  body: 'optional',
  fields,
  async handle({ body = {} }, { keys, now }) {
    parseFields(fields, body);
    const { key, stored } = newApiKey({ accountId: ADMINISTRATORS, role: 'administrator', now: now() });
    await keys.add(stored);
    return {
      status: 201,
      headers: { location: `/v1/admin-keys/${stored.id}` },
      body: { ...keyToResource(stored), key },
    };
  },
});
