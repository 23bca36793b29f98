import type { Context } from '../context.ts';
import type { PolicyDocument } from '../iam/policy-document.ts';
import type { Secret } from './secret.ts';

export type SecretStore = {
  list(): readonly Secret[];
  /** By name, ARN, or ARN without its random suffix; undefined too once a deletion is final. */
  find(id: string): Secret | undefined;
  put(secret: Secret): void;
  remove(secret: Secret): void;
  /** The parsed resource policy, the same object until it changes. */
  policy(secret: Secret): PolicyDocument | undefined;
};

/** Secrets in one table, each a JSON document; read from memory, written to both. */
export function createSecretStore({ database, now }: Pick<Context, 'database' | 'now'>): SecretStore {
  database.exec(
    'CREATE TABLE IF NOT EXISTS sec_secrets (arn TEXT PRIMARY KEY, secret TEXT NOT NULL) WITHOUT ROWID',
  );
  const put = database.prepare('INSERT OR REPLACE INTO sec_secrets VALUES (?, ?)');
  const remove = database.prepare('DELETE FROM sec_secrets WHERE arn = ?');
  const secrets = new Map<string, Secret>();
  for (const row of database.prepare('SELECT secret FROM sec_secrets').all()) {
    const secret = JSON.parse(String(row['secret'])) as Secret;
    secrets.set(secret.arn, secret);
  }
  const policies = new Map<string, { text: string; document: PolicyDocument }>();
  const store: SecretStore = {
    list: () => {
      for (const secret of secrets.values())
        if (secret.deleteAfter !== undefined && secret.deleteAfter <= now()) store.remove(secret);
      return [...secrets.values()];
    },
    find: (id) => {
      const arn = secrets.get(id);
      if (arn && (arn.deleteAfter === undefined || arn.deleteAfter > now())) return arn;
      return store.list().find((secret) => secret.name === id || secret.arn.slice(0, -SUFFIX_LENGTH) === id);
    },
    put: (secret) => {
      put.run(secret.arn, JSON.stringify(secret));
      secrets.set(secret.arn, secret);
    },
    remove: ({ arn }) => {
      remove.run(arn);
      secrets.delete(arn);
    },
    policy: ({ arn, policy: text }) => {
      if (text === undefined) return undefined;
      const known = policies.get(arn);
      if (known?.text === text) return known.document;
      const document = JSON.parse(text) as PolicyDocument;
      policies.set(arn, { text, document });
      return document;
    },
  };
  return store;
}

/** A dash and six characters, which AWS adds to the name in a secret's ARN. */
export const SUFFIX_LENGTH = 7;
