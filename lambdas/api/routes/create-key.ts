import * as z from 'zod/mini';
import { issueKey } from '../../../shared/account/issue-key.ts';
import { keyToResource } from '../../../shared/account/key-resource.ts';
import { parseFields } from '../../../shared/problem/parse-fields.ts';
import { strictObject } from '../../../shared/problem/strict-object.ts';
import { foundAccount } from '../found-account.ts';
import { route } from '../route.ts';

const fields = strictObject({ role: z.optional(z.enum(['manage', 'read'], 'manage or read')) });

/** The one answer that shows the key. */
export const createKey = route({
  method: 'POST',
  path: '/v1/accounts/{id}/keys',
  access: 'administrator',
  body: 'optional',
  fields,
  async handle({ parameters, body = {} }, dependencies) {
    const { id } = await foundAccount(dependencies, parameters['id']);
    const { role = 'manage' } = parseFields(fields, body);
    const { key, stored } = await issueKey(dependencies, { accountId: id, role, now: dependencies.now() });
    return {
      status: 201,
      headers: { location: `/v1/accounts/${id}/keys/${stored.id}` },
      body: { ...keyToResource(stored), key },
    };
  },
});
