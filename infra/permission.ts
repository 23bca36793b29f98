/**
 * One statement of a role's policy. Roles list what their code calls and nothing more: a permission that no story uses
 * fails the tests of the embedded AWS, whose ledger names it by `sid`.
 */
export type Permission = {
  /** Whether it takes away instead, whatever else allows it. @default 'Allow' */
  readonly effect?: 'Deny';
  /** Names the statement, in letters and digits. */
  readonly sid: string;
  /** Actions of one service, each spelt out: `sqs:SendMessage`. */
  readonly actions: readonly string[];
  /** ARNs, or patterns of them. */
  readonly resources: readonly string[];
  /** Conditions by operator and key, all of which must hold. @default none */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Why a resource is a pattern and not one ARN; the check of the template demands it wherever one is. */
  readonly patternReason?: string;
};
