import * as z from 'zod/mini';
import { issueKey } from '../../../shared/account/issue-key.ts';
import { keyToResource } from '../../../shared/account/key-resource.ts';
import { parseFields } from '../../../shared/problem/parse-fields.ts';
import { ProblemError } from '../../../shared/problem/problem-error.ts';
import { strictObject } from '../../../shared/problem/strict-object.ts';
import { route } from '../route.ts';

const CODE = 'the code of a portal link, which begins with whc_';

const fields = strictObject({ code: z.string(CODE).check(z.maxLength(200, CODE)) });

/** A working day. */
const SESSION_MS = 8 * 3_600_000;

/** Exchanges the code of a portal link for a key that ends by itself. The code is all the caller needs, and is used up. */
export const createPortalSession = route({
  method: 'POST',
  path: '/v1/portal-sessions',
  access: 'public',
  body: true,
  fields,
  audited: true,
  async handle({ body }, dependencies) {
    const { code } = parseFields(fields, body);
    const grant = await dependencies.portalCodes.redeem(code);
    if (!grant)
      throw new ProblemError(
        'portal_code_invalid',
        'The code is not known: it was used already, is older than 15 minutes, or mistyped. Ask for a new link.',
      );
    const now = dependencies.now();
    const { key, stored } = await issueKey(dependencies, { ...grant, now, expiresAt: now + SESSION_MS });
    return { status: 201, body: { ...keyToResource(stored), account_id: grant.accountId, key } };
  },
});
