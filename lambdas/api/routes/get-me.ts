import { accountToResource } from '../../../shared/account/account-resource.ts';
import { route } from '../route.ts';

export const getMe = route({
  method: 'GET',
  path: '/v1/me',
  access: 'key',
  async handle({ caller }, { accounts }) {
    const account = caller.accountId === undefined ? undefined : await accounts.get(caller.accountId);
    return {
      status: 200,
      body: {
        role: caller.role,
        key_id: caller.keyId ?? null,
        account: account ? accountToResource(account) : null,
      },
    };
  },
});
