import * as z from 'zod/mini';
import { takingAccount } from '../../../shared/account/taking-account.ts';
import { parseFields } from '../../../shared/problem/parse-fields.ts';
import { strictObject } from '../../../shared/problem/strict-object.ts';
import { foundAccount } from '../found-account.ts';
import { route } from '../route.ts';

const fields = strictObject({ role: z.optional(z.enum(['manage', 'read'], 'manage or read')) });

/** The code stands in the fragment, which browsers send to nobody: it is in no log of a server on the way. */
export const createPortalLink = route({
  method: 'POST',
  path: '/v1/accounts/{id}/portal-links',
  access: 'administrator',
  body: 'optional',
  fields,
  async handle({ parameters, body = {}, origin }, dependencies) {
    const { id } = await foundAccount(dependencies, parameters['id']);
    const { role = 'manage' } = parseFields(fields, body);
    await takingAccount(dependencies.accounts, id);
    const { code, expiresAt } = await dependencies.portalCodes.issue({ accountId: id, role });
    return {
      status: 201,
      body: {
        url: `${origin}/console#code=${code}`,
        role,
        expires_at: new Date(expiresAt).toISOString(),
      },
    };
  },
});
