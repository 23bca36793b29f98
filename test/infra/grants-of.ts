import { stageTemplate } from './stage-template.ts';
import { templateText } from './template-text.ts';

/** One action that a role may take on one resource. */
export type Grant = {
  readonly role: string;
  /** Where the statement stands in its policy. */
  readonly statement: number;
  readonly sid: string;
  readonly action: string;
  readonly resource: string;
  readonly condition: unknown;
};

/** Everything that the roles of a stage's template are allowed. */
export function grantsOf(stage: string): readonly Grant[] {
  return rolesOf(stage).flatMap(({ role, statements }) =>
    statements.flatMap(({ Sid, Action, Resource, Condition }, statement) =>
      [Action].flat().flatMap((action) =>
        [Resource].flat().map((resource) => ({
          role,
          statement,
          sid: Sid ?? '',
          action,
          resource: templateText(resource),
          condition: Condition,
        })),
      ),
    ),
  );
}

type Statement = {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
};

function rolesOf(
  stage: string,
): readonly { readonly role: string; readonly statements: readonly Statement[] }[] {
  return Object.values(stageTemplate(stage).Resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Role')
    .map(({ Properties }) => ({
      role: templateText(Properties['RoleName']),
      statements: (
        Properties['Policies'] as readonly { PolicyDocument: { Statement: readonly Statement[] } }[]
      ).flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
    }));
}
