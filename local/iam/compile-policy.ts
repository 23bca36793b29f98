import { compileCondition } from './compile-condition.ts';
import { compilePrincipal } from './compile-principal.ts';
import type { PrincipalMatch } from './compile-principal.ts';
import { globMatcher } from './glob-matcher.ts';
import { malformedPolicy } from './malformed-policy.ts';
import type { PolicyDocument, PolicyStatement } from './policy-document.ts';
import { refuseVariables } from './refuse-variables.ts';
import type { Request } from './request.ts';
import { textList } from './text-list.ts';

/** `trust` is a role's own resource policy, which names no resource. */
export type PolicyKind = 'identity' | 'resource' | 'trust';

export type CompiledStatement = {
  /** Its Sid, else its position from 0. */
  readonly name: string;
  readonly effect: 'Allow' | 'Deny';
  /** The actions as written; one `not ...` for a NotAction. */
  readonly actions: readonly string[];
  /** Which of `actions` covers this action; undefined if none does. */
  coveredBy(action: string): string | undefined;
  appliesTo(resource: string): boolean;
  /** Always `itself` in an identity policy. */
  speaksOf(request: Request): PrincipalMatch;
  holds(request: Request): boolean;
};

/**
 * A policy turned into closures, once, so that a decision costs about a microsecond.
 * @throws {AwsError} `MalformedPolicyDocument` for what AWS refuses and for what is not evaluated, by name.
 */
export function compilePolicy(document: PolicyDocument, kind: PolicyKind): readonly CompiledStatement[] {
  for (const name of Object.keys(document))
    if (!['Version', 'Id', 'Statement'].includes(name))
      throw malformedPolicy(`A policy has no element ${name}. Allowed: Version, Id, Statement.`);
  if (document.Version !== undefined && !['2012-10-17', '2008-10-17'].includes(document.Version))
    throw malformedPolicy(
      `The policy version ${document.Version} does not exist. Allowed: 2012-10-17, 2008-10-17.`,
    );
  const statements: readonly PolicyStatement[] = [document.Statement ?? []].flat();
  return statements.map((statement, index) => compileStatement(statement, index, kind));
}

const ELEMENTS = new Set(
  'Sid Effect Principal NotPrincipal Action NotAction Resource NotResource Condition'.split(' '),
);

function compileStatement(statement: PolicyStatement, index: number, kind: PolicyKind): CompiledStatement {
  const unknown = Object.keys(statement).find((name) => !ELEMENTS.has(name));
  if (unknown)
    throw malformedPolicy(`A statement has no element ${unknown}. Allowed: ${[...ELEMENTS].join(', ')}.`);
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny')
    throw malformedPolicy(`A statement's Effect is Allow or Deny, not ${JSON.stringify(statement.Effect)}.`);
  if (kind === 'identity' && (statement.Principal !== undefined || statement.NotPrincipal !== undefined))
    throw malformedPolicy('A policy of a role names no Principal: it speaks of the role.');
  return {
    name: statement.Sid ?? String(index),
    effect: statement.Effect,
    ...compileActions(statement),
    appliesTo: compileResources(statement, kind),
    speaksOf: kind === 'identity' ? () => 'itself' : compilePrincipal(statement),
    holds: compileCondition(statement.Condition),
  };
}

function compileActions(statement: PolicyStatement): Pick<CompiledStatement, 'actions' | 'coveredBy'> {
  const [written, negated] = either(statement, 'Action', 'NotAction');
  for (const action of written)
    if (action !== '*' && !/^[a-z0-9-]+:[\w*?-]+$/i.test(action))
      throw malformedPolicy(
        `${action} is not an action. An action is written service:Name, with * and ? in the name.`,
      );
  const matchers = written.map((action) => ({ action, matches: globMatcher(action.toLowerCase()) }));
  const find = (action: string): string | undefined => {
    const lower = action.toLowerCase();
    return matchers.find((matcher) => matcher.matches(lower))?.action;
  };
  if (!negated) return { actions: written, coveredBy: find };
  const name = `not ${written.join(', ')}`;
  return { actions: [name], coveredBy: (action) => (find(action) === undefined ? name : undefined) };
}

function compileResources(statement: PolicyStatement, kind: PolicyKind): CompiledStatement['appliesTo'] {
  if (kind === 'trust') {
    if (statement.Resource !== undefined || statement.NotResource !== undefined)
      throw malformedPolicy('A role trust policy names no Resource: it speaks of the role.');
    return () => true;
  }
  const [written, negated] = either(statement, 'Resource', 'NotResource');
  for (const resource of written) {
    refuseVariables(resource, 'Resource');
    if (resource !== '*' && !resource.startsWith('arn:') && !/^[*?]/.test(resource))
      throw malformedPolicy(`Resource ${resource} must be in ARN format or "*".`);
  }
  const matchers = written.map(globMatcher);
  return (resource) => matchers.some((matches) => matches(resource)) !== negated;
}

function either(
  statement: PolicyStatement,
  name: 'Action' | 'Resource',
  not: 'NotAction' | 'NotResource',
): [readonly string[], boolean] {
  if ((statement[name] === undefined) === (statement[not] === undefined))
    throw malformedPolicy(
      `A statement has either ${name} or ${not}; this one has ${statement[name] ? 'both' : 'none'}.`,
    );
  const negated = statement[name] === undefined;
  return [textList(statement[name] ?? statement[not], name), negated];
}
