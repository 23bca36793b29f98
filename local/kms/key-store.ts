import type { Context } from '../context.ts';
import type { PolicyDocument } from '../iam/policy-document.ts';
import type { Key } from './key.ts';

export type KeyStore = {
  keys(): readonly Key[];
  /** By id, ARN, `alias/...` or an alias's ARN. */
  find(id: string): Key | undefined;
  put(key: Key): void;
  /** The parsed key policy, the same object until it changes. */
  policy(key: Key): PolicyDocument;
  /** Alias name (`alias/...`) to the id of its key. */
  aliases(): ReadonlyMap<string, string>;
  putAlias(name: string, keyId: string): void;
  removeAlias(name: string): void;
};

/** Keys and aliases, read from memory and written through. A key whose waiting time is over is erased with its aliases. */
export function createKeyStore({ database, now }: Pick<Context, 'database' | 'now'>): KeyStore {
  database.exec(`
    CREATE TABLE IF NOT EXISTS kms_keys (id TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS kms_aliases (name TEXT PRIMARY KEY, key_id TEXT NOT NULL) WITHOUT ROWID;`);
  const keys = new Map<string, Key>();
  for (const row of database.prepare('SELECT key FROM kms_keys').all()) {
    const key = JSON.parse(String(row['key'])) as Key;
    keys.set(key.id, key);
  }
  const aliases = new Map<string, string>();
  for (const row of database.prepare('SELECT name, key_id FROM kms_aliases').all())
    aliases.set(String(row['name']), String(row['key_id']));
  const policies = new Map<string, { text: string; document: PolicyDocument }>();
  const erase = ({ id }: Key): void => {
    database.prepare('DELETE FROM kms_keys WHERE id = ?').run(id);
    database.prepare('DELETE FROM kms_aliases WHERE key_id = ?').run(id);
    keys.delete(id);
    for (const [name, keyId] of aliases) if (keyId === id) aliases.delete(name);
  };
  const living = (key: Key | undefined): Key | undefined => {
    if (key?.deleteAfter === undefined || key.deleteAfter > now()) return key;
    erase(key);
    return undefined;
  };
  return {
    keys: () => [...keys.values()].filter(living),
    find: (id) => {
      const name = /^(?:arn:aws:kms:[^:]+:\d+:)?(key\/|alias\/)?(.+)$/.exec(id);
      const keyId = name?.[1] === 'alias/' ? aliases.get(`alias/${name[2]}`) : name?.[2];
      return living(keys.get(keyId ?? ''));
    },
    put: (key) => {
      database.prepare('INSERT OR REPLACE INTO kms_keys VALUES (?, ?)').run(key.id, JSON.stringify(key));
      keys.set(key.id, key);
    },
    policy: ({ id, policy: text }) => {
      const known = policies.get(id);
      if (known?.text === text) return known.document;
      const document = JSON.parse(text) as PolicyDocument;
      policies.set(id, { text, document });
      return document;
    },
    aliases: () => aliases,
    putAlias: (name, keyId) => {
      database.prepare('INSERT OR REPLACE INTO kms_aliases VALUES (?, ?)').run(name, keyId);
      aliases.set(name, keyId);
    },
    removeAlias: (name) => {
      database.prepare('DELETE FROM kms_aliases WHERE name = ?').run(name);
      aliases.delete(name);
    },
  };
}
