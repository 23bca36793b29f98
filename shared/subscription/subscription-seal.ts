import type { AccountCipher } from '../encryption/account-cipher.ts';
import { ProblemError } from '../problem/problem-error.ts';
import { rowToOutline, subscriptionKey } from './subscription-row.ts';
import type { Subscription } from './subscription.ts';

/** The part of a subscription that its row has only encrypted, as one attribute: what signs, and what it logs in with. */
type Secrets = Pick<Subscription, 'secrets' | 'authentication'>;

/** The attribute that holds a subscription's secrets and credentials. @throws as `AccountCipher.seal` does */
export async function sealSubscription(
  cipher: Pick<AccountCipher, 'seal'>,
  { accountId, id, secrets, authentication }: Pick<Subscription, 'accountId' | 'id'> & Secrets,
): Promise<{ readonly sealed: Uint8Array }> {
  const text = JSON.stringify({ secrets, authentication } satisfies Record<keyof Secrets, unknown>);
  return { sealed: await cipher.seal(accountId, Buffer.from(text), contextOf(accountId, id)) };
}

/**
 * The whole subscription of a row. One that is being deleted when its account's key is gone comes without secrets and
 * credentials: nothing is sent for it any more, and the rest of it has to be removed.
 * @throws as `AccountCipher.open` does
 */
export async function openSubscription(
  cipher: Pick<AccountCipher, 'open'>,
  row: Record<string, unknown>,
): Promise<Subscription> {
  const { signature: _signature, shownAuthentication: _shown, ...open } = rowToOutline(row);
  const { accountId, id } = open;
  try {
    const opened = await cipher.open(accountId, row['sealed'] as Uint8Array, contextOf(accountId, id));
    return { ...open, ...(JSON.parse(Buffer.from(opened).toString('utf8')) as Secrets) };
  } catch (error) {
    const isErased = error instanceof ProblemError && error.code === 'account_key_erased';
    if (!isErased || open.status !== 'deleting') throw error;
    return { ...open, secrets: [] };
  }
}

/** The row's key, so that what is sealed for one subscription opens for no other. */
function contextOf(accountId: string, id: string): string {
  const { pk, sk } = subscriptionKey(accountId, id);
  return `${pk}/${sk}`;
}
