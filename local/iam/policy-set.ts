import type { CompiledStatement } from './compile-policy.ts';
import type { Request } from './request.ts';

/** A compiled statement with the policy it stands in. */
export type PlacedStatement = CompiledStatement & { readonly policy: string };

/** What a set of policies holds for one action. */
type Candidates = {
  readonly denies: readonly PlacedStatement[];
  readonly allows: readonly PlacedStatement[];
};

/** Policies that are asked together: all of a role, or the one of a resource. */
export type PolicySet = {
  readonly statements: readonly PlacedStatement[];
  /** The statement that explicitly denies, if any. */
  denial(request: Request): PlacedStatement | undefined;
  /** The first statement that allows for this reason: the caller itself, or the account the caller is of. */
  grant(request: Request, match: 'itself' | 'account'): PlacedStatement | undefined;
};

/** Sorts statements by the action asked for on first use: the actions of an account are few, its requests many. */
export function policySet(statements: readonly PlacedStatement[]): PolicySet {
  const byAction = new Map<string, Candidates>();
  const candidates = (action: string): Candidates => {
    const known = byAction.get(action);
    if (known) return known;
    const covering = statements.filter((statement) => statement.coveredBy(action) !== undefined);
    const found = {
      denies: covering.filter((statement) => statement.effect === 'Deny'),
      allows: covering.filter((statement) => statement.effect === 'Allow'),
    };
    byAction.set(action, found);
    return found;
  };
  return {
    statements,
    denial: (request) =>
      candidates(request.access.action).denies.find(
        (statement) => applies(statement, request) && statement.speaksOf(request) !== 'none',
      ),
    grant: (request, match) =>
      candidates(request.access.action).allows.find(
        (statement) => applies(statement, request) && statement.speaksOf(request) === match,
      ),
  };
}

function applies(statement: PlacedStatement, request: Request): boolean {
  return statement.appliesTo(request.access.resource) && statement.holds(request);
}
