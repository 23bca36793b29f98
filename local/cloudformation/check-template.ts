import { holds } from './condition-functions.ts';
import type { StackArtifact } from './read-assembly.ts';
import type { Scope } from './scope.ts';

const SECTIONS = new Set(
  'AWSTemplateFormatVersion Description Metadata Parameters Rules Mappings Conditions Resources Outputs'.split(
    ' ',
  ),
);

/** Reports sections that are not emulated, and rules that the parameters break. */
export function checkTemplate(stack: StackArtifact, scope: Scope): void {
  checkSections(stack, scope);
  checkRules(stack, scope);
}

function checkSections(stack: StackArtifact, { problem }: Scope): void {
  for (const section of Object.keys(stack.template))
    if (!SECTIONS.has(section)) problem(`The section ${section} is not emulated.`);
  if (!stack.template.Resources) throw new Error(`The template of ${stack.stackName} has no Resources.`);
}

function checkRules(stack: StackArtifact, scope: Scope): void {
  for (const [name, rule] of Object.entries(stack.template.Rules ?? {})) {
    if (rule.RuleCondition !== undefined && !holds(rule.RuleCondition, scope)) continue;
    for (const { Assert, AssertDescription } of rule.Assertions)
      if (!holds(Assert, scope))
        scope.problem(`The rule ${name} fails: ${AssertDescription ?? JSON.stringify(Assert)}`);
  }
}
