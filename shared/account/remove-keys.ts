import type { KeyStore } from './key-store.ts';

/** Removes all keys of an account, those of portal sessions too. */
export async function removeKeys(keys: Pick<KeyStore, 'list' | 'remove'>, accountId: string): Promise<void> {
  for (;;) {
    const page = await keys.list(accountId, { limit: 100 });
    await Promise.all(page.keys.map((key) => keys.remove(key)));
    if (page.keys.length === 0 && page.next === undefined) return;
  }
}
