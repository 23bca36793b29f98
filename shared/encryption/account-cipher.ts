import { ProblemError } from '../problem/problem-error.ts';
import { createDataKeyCache } from './data-key-cache.ts';
import type { DataKey } from './data-key.ts';
import { createDataKeyStore, type DataKeyStoreOptions } from './data-key-store.ts';
import { keyIdOfSealed } from './key-id-of-sealed.ts';
import { openSealed } from './open-sealed.ts';
import { seal } from './seal.ts';

/**
 * Encrypts what belongs to an account under the account's own data key, which KMS wraps. Erasing the key erases all
 * that it protected, copies in backups included. Keys are in memory for five minutes, so KMS is on the path of few
 * calls, and an erasure reaches every process within that time.
 */
export type AccountCipher = {
  /**
   * @param context what it is and where it is stored, as the row's key: it opens nowhere else
   * @throws {ProblemError} `account_key_erased` where the account has no key and this process may make none
   */
  seal(accountId: string, plaintext: Uint8Array, context: string): Promise<Uint8Array>;
  /**
   * @throws {ProblemError} `account_key_erased`
   * @throws {UnreadableSealError} for what was altered, or sealed for another account or context
   */
  open(accountId: string, sealed: Uint8Array, context: string): Promise<Uint8Array>;
  /** Erases the account's key. What is sealed for the account afterwards is under a new one. */
  erase(accountId: string): Promise<void>;
};

export type AccountCipherOptions = DataKeyStoreOptions & {
  /**
   * Whether this process makes the key of an account that has none, as the first thing of an account is sealed. Such a
   * process looks at the key's row whenever it seals, lest it seals under a key that was erased a minute ago.
   * @default false
   */
  readonly makesKeys?: boolean;
};

export function createAccountCipher({ makesKeys = false, ...options }: AccountCipherOptions): AccountCipher {
  const store = createDataKeyStore(options);
  const keys = createDataKeyCache({ store, now: options.now });

  async function keyOf(accountId: string, id: string): Promise<DataKey> {
    const recent = await keys.recent(accountId);
    if (recent?.id === id) return recent;
    const current = recent && (await keys.current(accountId));
    if (current?.id === id) return current;
    throw erased(accountId);
  }

  return {
    async seal(accountId, plaintext, context) {
      const key = await (makesKeys ? keys.currentOrNew(accountId) : keys.recent(accountId));
      if (!key) throw erased(accountId);
      return seal(key, plaintext, boundTo(accountId, context));
    },

    async open(accountId, sealed, context) {
      const bound = boundTo(accountId, context);
      const key = await keyOf(accountId, keyIdOfSealed(sealed, bound));
      return openSealed(key, sealed, bound);
    },

    async erase(accountId) {
      await store.erase(accountId);
      keys.forget(accountId);
    },
  };
}

/** The two cannot run into each other: an account's id has no slash. */
function boundTo(accountId: string, context: string): string {
  return `${accountId}/${context}`;
}

function erased(accountId: string): ProblemError {
  return new ProblemError(
    'account_key_erased',
    `What was stored for account ${accountId} cannot be read any more: the key that it was encrypted under was erased, as by deleting the account. Nothing brings it back.`,
  );
}
