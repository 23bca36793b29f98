import type { DatabaseSync } from 'node:sqlite';
import { AwsError } from '../endpoint/aws-error.ts';
import type { ResourceType } from '../cloudformation/resource-type.ts';
import type { Access } from './access.ts';
import type { Caller } from './caller.ts';
import { compilePolicy } from './compile-policy.ts';
import { decide } from './decide.ts';
import { denialSentence } from './denial-sentence.ts';
import { createIdentityStore } from './identity-store.ts';
import type { IdentityStore } from './identity-store.ts';
import { createLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { managedPolicyType } from './managed-policy-type.ts';
import type { PolicyDocument } from './policy-document.ts';
import { policySet } from './policy-set.ts';
import type { PolicySet } from './policy-set.ts';
import { policyType } from './policy-type.ts';
import { ROLE_KEY_PREFIX, roleCredentials } from './role-credentials.ts';
import type { Credentials } from './role-credentials.ts';
import { roleType } from './role-type.ts';

export type Iam = {
  /** @throws {AwsError} `AccessDenied`, with the sentence that AWS would answer. */
  authorize(caller: Caller, access: Access): void;
  /**
   * Who signs with this access key: a role, or the account's administrator for any key that is not a role's.
   * @throws {AwsError} `MissingAuthenticationTokenException` without a key, `UnrecognizedClientException` for a removed role's.
   */
  callerOf(accessKeyId: string | undefined): Caller;
  /**
   * The credentials of a role, for `service` (`lambda.amazonaws.com`) if its trust policy lets that service assume it.
   * @param sourceArn what the service acts for. @default the role
   * @throws {AwsError} `NoSuchEntity`, `AccessDenied`
   */
  credentialsOf(roleArn: string, service?: string, sourceArn?: string): Credentials;
  readonly ledger: Ledger;
  readonly resourceTypes: readonly ResourceType[];
};

/** Identity and Access Management of one account. */
export function createIam(options: { accountId: string; database: DatabaseSync; now: () => number }): Iam {
  const { accountId, now } = options;
  const store = createIdentityStore(options.database);
  const ledger = createLedger(() =>
    store.roles().map(({ arn }) => ({ role: arn, statements: store.permissions(arn).statements })),
  );
  const authorize = (caller: Caller, access: Access): void => {
    const own = caller.kind === 'role' ? store.permissions(caller.arn) : NOTHING;
    const request = { caller, access, accountId, now: now() };
    const decision = decide(request, own, resourcePolicySet(access));
    if (!decision.allowed) throw new AwsError('AccessDenied', denialSentence(request, decision), 403);
    if (decision.by)
      ledger.note(caller.kind === 'service' ? caller.service : caller.arn, { ...access, by: decision.by });
  };
  return {
    authorize,
    callerOf: (accessKeyId) => callerOf(store, accessKeyId, accountId),
    credentialsOf: (roleArn, service, sourceArn = roleArn) => {
      const role = store.findRole(roleArn);
      if (!role) throw new AwsError('NoSuchEntity', `The role with ARN ${roleArn} cannot be found.`, 404);
      if (service)
        authorize(
          { kind: 'service', service, sourceArn },
          { action: 'sts:AssumeRole', resource: roleArn, resourcePolicy: role.trust },
        );
      return roleCredentials(roleArn);
    },
    ledger,
    resourceTypes: [roleType(store, accountId), policyType(store), managedPolicyType(store, accountId)],
  };
}

const NOTHING = policySet([]);

/** Compiled once per document object; a service that keeps its parsed policy pays for it once. */
const resourcePolicies = new WeakMap<PolicyDocument, PolicySet>();

function resourcePolicySet({ action, resourcePolicy: document }: Access): PolicySet {
  if (!document) return NOTHING;
  const known = resourcePolicies.get(document);
  if (known) return known;
  const statements = compilePolicy(document, action === 'sts:AssumeRole' ? 'trust' : 'resource');
  const made = policySet(statements.map((statement) => ({ ...statement, policy: 'resource policy' })));
  resourcePolicies.set(document, made);
  return made;
}

function callerOf(store: IdentityStore, accessKeyId: string | undefined, accountId: string): Caller {
  if (!accessKeyId)
    throw new AwsError(
      'MissingAuthenticationTokenException',
      'Missing Authentication Token: sign the request; any access key and secret will do for the administrator.',
      403,
    );
  if (!accessKeyId.startsWith(ROLE_KEY_PREFIX))
    return { kind: 'administrator', arn: `arn:aws:iam::${accountId}:root` };
  const role = store.roles().find(({ arn }) => roleCredentials(arn).accessKeyId === accessKeyId);
  if (role) return { kind: 'role', arn: role.arn };
  throw new AwsError(
    'UnrecognizedClientException',
    `The security token included in the request is invalid: no role has the access key ${accessKeyId} any more.`,
    403,
  );
}
