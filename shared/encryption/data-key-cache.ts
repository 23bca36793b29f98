import type { DataKey } from './data-key.ts';
import type { DataKeyStore, WrappedKey } from './data-key-store.ts';

/** The accounts' keys in the clear, for some minutes each. Callers at the same moment share one call of KMS. */
export type DataKeyCache = {
  /** The account's key as it was some minutes ago at most: it may have been erased since. */
  recent(accountId: string): Promise<DataKey | undefined>;
  /** The account's key as it is now, by a read of its row and, where that is known already, no call of KMS. */
  current(accountId: string): Promise<DataKey | undefined>;
  /** The account's key as it is now; it is made where there is none. */
  currentOrNew(accountId: string): Promise<DataKey>;
  forget(accountId: string): void;
};

/** For this long after an erasure a process that has the key can still open what was sealed under it. */
const KEEP_MS = 300_000;
const MOST_KEYS = 1_000;

type Kept = { readonly id: string; readonly key: Promise<DataKey>; readonly until: number };

/** @param options.most how many keys are held; the one fetched first goes. @default 1000 */
export function createDataKeyCache(options: {
  readonly store: Pick<DataKeyStore, 'read' | 'unwrap' | 'create'>;
  readonly now: () => number;
  readonly most?: number;
}): DataKeyCache {
  const { store, now, most = MOST_KEYS } = options;
  const kept = new Map<string, Kept>();
  const reads = new Map<string, Promise<DataKey | undefined>>();
  const creations = new Map<string, Promise<DataKey>>();

  function fresh(accountId: string): Kept | undefined {
    const found = kept.get(accountId);
    return found && now() < found.until ? found : undefined;
  }

  function keep(accountId: string, id: string, key: Promise<DataKey>): Promise<DataKey> {
    const entry = { id, key, until: now() + KEEP_MS };
    kept.delete(accountId);
    kept.set(accountId, entry);
    dropOldest();
    key.catch(() => {
      if (kept.get(accountId) === entry) kept.delete(accountId);
    });
    return key;
  }

  /** They are in the order in which they were fetched, so the expired ones come first. */
  function dropOldest(): void {
    for (const [accountId, { until }] of kept) {
      if (kept.size <= most && now() < until) return;
      kept.delete(accountId);
    }
  }

  async function current(accountId: string): Promise<DataKey | undefined> {
    const row: WrappedKey | undefined = await store.read(accountId);
    if (!row) {
      kept.delete(accountId);
      return undefined;
    }
    const known = fresh(accountId);
    if (known?.id === row.id) return known.key;
    return keep(accountId, row.id, store.unwrap(accountId, row));
  }

  async function create(accountId: string): Promise<DataKey> {
    const key = await store.create(accountId);
    return keep(accountId, key.id, Promise.resolve(key));
  }

  return {
    recent: (accountId) => fresh(accountId)?.key ?? shared(reads, accountId, () => current(accountId)),

    current,

    currentOrNew: async (accountId) =>
      (await current(accountId)) ?? shared(creations, accountId, () => create(accountId)),

    forget: (accountId) => void kept.delete(accountId),
  };
}

/** Joins the call that runs for this account, or starts one. */
function shared<T>(running: Map<string, Promise<T>>, accountId: string, start: () => Promise<T>): Promise<T> {
  const found = running.get(accountId);
  if (found) return found;
  const started = start().finally(() => running.delete(accountId));
  running.set(accountId, started);
  return started;
}
