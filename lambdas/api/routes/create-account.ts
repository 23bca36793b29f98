import { accountFields } from '../../../shared/account/account-fields.ts';
import { newAccountId } from '../../../shared/account/account-id.ts';
import { accountToResource } from '../../../shared/account/account-resource.ts';
import type { Account } from '../../../shared/account/account.ts';
import { defaultLimits } from '../../../shared/account/default-limits.ts';
import { resourceToLimits } from '../../../shared/account/limits-resource.ts';
import { parseFields } from '../../../shared/problem/parse-fields.ts';
import { ProblemError } from '../../../shared/problem/problem-error.ts';
import { route } from '../route.ts';

export const createAccount = route({
  method: 'POST',
  path: '/v1/accounts',
  access: 'administrator',
  body: 'optional',
  fields: accountFields.create,
  async handle({ body = {} }, { accounts, now }) {
    const { id = newAccountId(), name, limits } = parseFields(accountFields.create, body);
    const createdAt = now();
    const account: Account = {
      id,
      ...(name != null && { name }),
      limits: { ...defaultLimits, ...resourceToLimits(limits ?? {}) },
      createdAt,
      updatedAt: createdAt,
    };
    if (!(await accounts.create(account)))
      throw new ProblemError(
        'account_exists',
        `There is an account ${id} already. Change it by PATCH /v1/accounts/${id}, or choose another id.`,
      );
    return { status: 201, headers: { location: `/v1/accounts/${id}` }, body: accountToResource(account) };
  },
});
