import type { DatabaseSync } from 'node:sqlite';
import { awsManagedPolicy } from './aws-managed-policy.ts';
import { compilePolicy } from './compile-policy.ts';
import type { PolicyDocument } from './policy-document.ts';
import { policySet } from './policy-set.ts';
import type { PlacedStatement, PolicySet } from './policy-set.ts';

export type Role = {
  readonly arn: string;
  readonly name: string;
  readonly trust: PolicyDocument;
  readonly managedPolicyArns: readonly string[];
  readonly inline: readonly { readonly name: string; readonly document: PolicyDocument }[];
};

/** A policy made apart from its roles: `AWS::IAM::Policy` (arn absent) or `AWS::IAM::ManagedPolicy`. */
export type AttachedPolicy = {
  /** Where it came from: stack and logical id. */
  readonly id: string;
  readonly name: string;
  readonly arn?: string;
  readonly document: PolicyDocument;
  readonly roleNames: readonly string[];
};

/** Roles and policies as they are now, on disk, with the compiled form of each role's permissions. */
export type IdentityStore = {
  roles(): readonly Role[];
  findRole(arn: string): Role | undefined;
  findRoleNamed(name: string): Role | undefined;
  findPolicy(arn: string): AttachedPolicy | undefined;
  /** The policies of `AWS::IAM::Policy` resources that a role has; the one of `exceptId` left out. */
  inlinePolicies(roleName: string, exceptId?: string): readonly AttachedPolicy[];
  putRole(role: Role): void;
  putPolicy(policy: AttachedPolicy): void;
  removeRole(arn: string): void;
  /** Unless the policy of this id has another name by now. */
  removePolicy(id: string, name: string): void;
  /** All that a role's own policies say; nothing for an unknown role. */
  permissions(roleArn: string): PolicySet;
};

const NOTHING = policySet([]);

export function createIdentityStore(database: DatabaseSync): IdentityStore {
  database.exec(`
    CREATE TABLE IF NOT EXISTS iam_roles (arn TEXT PRIMARY KEY, role TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS iam_policies (id TEXT PRIMARY KEY, policy TEXT NOT NULL) WITHOUT ROWID;`);
  const roles = new Map(
    rows<Role>(database, 'SELECT role AS json FROM iam_roles').map((role) => [role.arn, role]),
  );
  const policies = new Map(
    rows<AttachedPolicy>(database, 'SELECT policy AS json FROM iam_policies').map((policy) => [
      policy.id,
      policy,
    ]),
  );
  const compiled = new Map<string, PolicySet>();
  const permissions = (arn: string): PolicySet => {
    const known = compiled.get(arn);
    if (known) return known;
    const role = roles.get(arn);
    if (!role) return NOTHING;
    const made = policySet(placedStatements(role, [...policies.values()]));
    compiled.set(arn, made);
    return made;
  };
  return {
    roles: () => [...roles.values()],
    findRole: (arn) => roles.get(arn),
    findRoleNamed: (name) => [...roles.values()].find((role) => role.name === name),
    findPolicy: (arn) => [...policies.values()].find((policy) => policy.arn === arn),
    inlinePolicies: (roleName, exceptId) =>
      [...policies.values()].filter(
        ({ id, arn, roleNames }) => arn === undefined && id !== exceptId && roleNames.includes(roleName),
      ),
    putRole: (role) => {
      database.prepare('INSERT OR REPLACE INTO iam_roles VALUES (?, ?)').run(role.arn, JSON.stringify(role));
      roles.set(role.arn, role);
      compiled.delete(role.arn);
    },
    putPolicy: (policy) => {
      database
        .prepare('INSERT OR REPLACE INTO iam_policies VALUES (?, ?)')
        .run(policy.id, JSON.stringify(policy));
      policies.set(policy.id, policy);
      compiled.clear();
    },
    removeRole: (arn) => {
      database.prepare('DELETE FROM iam_roles WHERE arn = ?').run(arn);
      roles.delete(arn);
      compiled.delete(arn);
    },
    removePolicy: (id, name) => {
      if (policies.get(id)?.name !== name) return;
      database.prepare('DELETE FROM iam_policies WHERE id = ?').run(id);
      policies.delete(id);
      compiled.clear();
    },
    permissions,
  };
}

function placedStatements(role: Role, policies: readonly AttachedPolicy[]): PlacedStatement[] {
  const attached = policies.filter(
    (policy) => policy.roleNames.includes(role.name) || role.managedPolicyArns.includes(policy.arn ?? ''),
  );
  const own = new Set(policies.map((policy) => policy.arn));
  const byAws = role.managedPolicyArns
    .filter((arn) => !own.has(arn))
    .map((arn) => ({ name: arn.slice(arn.lastIndexOf('/') + 1), document: awsManagedPolicy(arn) }));
  return [...role.inline, ...attached, ...byAws].flatMap(({ name, document }) =>
    compilePolicy(document, 'identity').map((statement) => ({ ...statement, policy: name })),
  );
}

function rows<T>(database: DatabaseSync, query: string): T[] {
  return database
    .prepare(query)
    .all()
    .map((row) => JSON.parse(String(row['json'])) as T);
}
