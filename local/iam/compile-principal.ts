import { malformedPolicy } from './malformed-policy.ts';
import type { PolicyStatement } from './policy-document.ts';
import type { Request } from './request.ts';
import { sessionArn } from './session-arn.ts';
import { textList } from './text-list.ts';

/** `account`: the caller is only meant as a member of the account, which hands the decision to its identity policies. */
export type PrincipalMatch = 'itself' | 'account' | 'none';

/**
 * Whom a resource policy's statement speaks of.
 * @throws {AwsError} `MalformedPolicyDocument` for a form of principal that AWS refuses or that is not evaluated.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function compilePrincipal(statement: PolicyStatement): (request: Request) => PrincipalMatch {
  if (statement.Principal !== undefined && statement.NotPrincipal !== undefined)
    throw malformedPolicy('A statement has Principal or NotPrincipal, not both.');
  if (statement.NotPrincipal !== undefined) return compileExcept(statement);
  if (statement.Principal === undefined)
    throw malformedPolicy('A statement of a resource policy needs a Principal.');
  const named = compileNamed(statement.Principal);
  return (request) => match(named, request);
}

type Named = {
  readonly everyone: boolean;
  readonly accounts: ReadonlySet<string>;
  readonly arns: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
};

function match(named: Named, { caller, accountId }: Request): PrincipalMatch {
  if (named.everyone) return 'itself';
  if (caller.kind === 'service') return named.services.has(caller.service) ? 'itself' : 'none';
  if (named.arns.has(caller.arn)) return 'itself';
  if (caller.kind === 'role' && named.arns.size > 0 && named.arns.has(sessionArn(caller.arn)))
    return 'itself';
  return named.accounts.has(accountId) ? 'account' : 'none';
}

/** AWS spares only a principal that is listed together with its account. */
function compileExcept(statement: PolicyStatement): (request: Request) => PrincipalMatch {
  if (statement.Effect !== 'Deny')
    throw malformedPolicy('NotPrincipal is allowed with Effect Deny only; name the principals that may.');
  const named = compileNamed(statement.NotPrincipal ?? '*');
  return (request) => {
    const found = match(named, request);
    const spared =
      request.caller.kind === 'role' ? found === 'itself' && spares(named, request) : found !== 'none';
    return spared ? 'none' : 'itself';
  };
}

function spares(named: Named, { accountId }: Request): boolean {
  return named.everyone || named.accounts.has(accountId);
}

function compileNamed(principal: NonNullable<PolicyStatement['Principal']>): Named {
  const accounts = new Set<string>();
  const arns = new Set<string>();
  const services = new Set<string>();
  if (typeof principal === 'string') {
    if (principal !== '*')
      throw malformedPolicy(`Principal ${JSON.stringify(principal)} must be "*" or an object.`);
    return { everyone: true, accounts, arns, services };
  }
  let everyone = false;
  for (const [kind, values] of Object.entries(principal)) {
    for (const value of textList(values, `Principal.${kind}`)) {
      if (kind === 'Service') services.add(serviceName(value));
      else if (kind !== 'AWS')
        throw malformedPolicy(
          `Principals of the kind ${kind} are not evaluated. Allowed: AWS, Service, "*".`,
        );
      else if (value === '*') everyone = true;
      else if (accountOf(value)) accounts.add(accountOf(value) ?? '');
      else arns.add(principalArn(value));
    }
  }
  return { everyone, accounts, arns, services };
}

function accountOf(value: string): string | undefined {
  return /^(?:arn:aws[a-z-]*:iam::)?(\d{12})(?::root)?$/.exec(value)?.[1];
}

function principalArn(value: string): string {
  if (/^arn:aws[a-z-]*:(iam|sts)::\d{12}:[^*?]+$/.test(value)) return value;
  throw malformedPolicy(
    `Invalid principal in policy: ${value}. Allowed: "*", an account's twelve digits or root ARN, the ARN of a role, user or session without wildcards.`,
  );
}

function serviceName(value: string): string {
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(value)) return value;
  throw malformedPolicy(`Invalid principal in policy: ${value} is no service such as events.amazonaws.com.`);
}
