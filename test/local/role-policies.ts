import assert from 'node:assert/strict';
import type { Template, TemplateResource } from './synthesized-assembly.ts';

export type RoleStatement = {
  /** The role's name without its Region: `webhooks-test-deliver`. */
  readonly role: string;
  readonly sid: string;
  readonly actions: readonly string[];
};

/** Every statement of every role of a template. */
export function roleStatements(template: Template): readonly RoleStatement[] {
  return roles(template).flatMap((resource) =>
    statementsOf(resource).map(({ Sid, Action }) => ({
      role: nameOf(resource),
      sid: Sid,
      actions: [Action].flat(),
    })),
  );
}

/** Takes actions out of a role's statement, and the statement with its last one. */
export function withdraw(template: Template, { role, sid, actions }: RoleStatement): void {
  const resource = roles(template).find((each) => nameOf(each) === role);
  const statement = resource && statementsOf(resource).find(({ Sid }) => Sid === sid);
  assert.ok(resource && statement, `there is no statement ${sid} of ${role}`);
  const kept = [statement.Action].flat().filter((action) => !actions.includes(action));
  assert.ok(
    kept.length < [statement.Action].flat().length,
    `${sid} of ${role} grants none of ${actions.join(', ')}`,
  );
  statement.Action = kept;
  if (kept.length > 0) return;
  for (const { PolicyDocument } of policiesOf(resource))
    PolicyDocument.Statement = PolicyDocument.Statement.filter((each) => each !== statement);
}

type Statement = { readonly Sid: string; Action: string | string[] };
type Policy = { readonly PolicyDocument: { Statement: Statement[] } };

function roles({ Resources }: Template): readonly TemplateResource[] {
  return Object.values(Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
}

function nameOf({ Properties }: TemplateResource): string {
  const name = /webhooks-test-[a-z]+/.exec(JSON.stringify(Properties['RoleName']))?.[0];
  assert.ok(name, `a role without a name of ours: ${JSON.stringify(Properties['RoleName'])}`);
  return name;
}

function policiesOf({ Properties }: TemplateResource): readonly Policy[] {
  return Properties['Policies'] as readonly Policy[];
}

function statementsOf(resource: TemplateResource): readonly Statement[] {
  return policiesOf(resource).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}
