import type { PlacedStatement } from './policy-set.ts';

/** One permission that was used, and the statement that gave it. */
export type Use = {
  /** The ARN of the role, or the service's name. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly policy: string;
  /** Sid, or the position in its policy from 0. */
  readonly statement: string;
};

/** An action that a role's policies allow and that nobody has asked for. */
export type UnusedPermission = {
  readonly role: string;
  readonly policy: string;
  readonly statement: string;
  /** As written, so `sqs:*` counts as used by any of its actions. */
  readonly action: string;
};

/** Every (principal, action, resource) that was allowed since the start or the last reset. Plain data, fit for JSON. */
export type Ledger = {
  uses(): readonly Use[];
  /** What could be taken out of the roles' policies. A use counts for the first statement that allows it. */
  unusedStatements(): readonly UnusedPermission[];
  reset(): void;
};

/** The ledger with the end that IAM writes to. */
export type LedgerBook = Ledger & {
  note(principal: string, use: { action: string; resource: string; by: PlacedStatement }): void;
};

/** @param grants the roles with the statements of their own policies, as they are now. */
export function createLedger(
  grants: () => Iterable<{ readonly role: string; readonly statements: readonly PlacedStatement[] }>,
): LedgerBook {
  const book = new Map<string, Map<string, Map<string, PlacedStatement>>>();
  const used = (role: string, statement: PlacedStatement): ReadonlySet<string> => {
    const actions = new Set<string>();
    for (const [action, resources] of book.get(role) ?? [])
      for (const by of resources.values())
        if (by.policy === statement.policy && by.name === statement.name)
          actions.add(statement.coveredBy(action) ?? action);
    return actions;
  };
  return {
    note: (principal, { action, resource, by }) => {
      const resources = child(child(book, principal), action);
      if (!resources.has(resource)) resources.set(resource, by);
    },
    uses: () =>
      [...book].flatMap(([principal, actions]) =>
        [...actions].flatMap(([action, resources]) =>
          [...resources].map(([resource, by]) => ({
            principal,
            action,
            resource,
            policy: by.policy,
            statement: by.name,
          })),
        ),
      ),
    unusedStatements: () =>
      [...grants()].flatMap(({ role, statements }) =>
        statements
          .filter((statement) => statement.effect === 'Allow')
          .flatMap((statement) => {
            const seen = used(role, statement);
            return statement.actions
              .filter((action) => !seen.has(action))
              .map((action) => ({ role, policy: statement.policy, statement: statement.name, action }));
          }),
      ),
    reset: () => book.clear(),
  };
}

function child<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  const known = map.get(key);
  if (known) return known;
  const made = new Map<string, V>();
  map.set(key, made);
  return made;
}
