import { checkResource } from './check-resource.ts';
import { checkTemplate } from './check-template.ts';
import { creationOrder } from './creation-order.ts';
import type { StackArtifact } from './read-assembly.ts';
import type { ResourceType } from './resource-type.ts';
import { UNKNOWN } from './scope.ts';
import type { Scope } from './scope.ts';
import { stackScope } from './stack-scope.ts';
import type { Place } from './stack-scope.ts';

/** What a stack will be made of, and everything that is wrong with it. */
export type StackPlan = {
  /** The resources that its conditions let in, each after those it depends on. */
  readonly order: readonly string[];
  /** The names of exports that are known beforehand. */
  readonly exports: readonly string[];
  /** Sentences; if there is one, nothing may be made. */
  readonly problems: readonly string[];
};

type PlanOptions = {
  readonly types: ReadonlyMap<string, ResourceType>;
  readonly place: Place;
  /** The exports of the stacks before this one. */
  readonly exports: ReadonlySet<string>;
};

/**
 * Resolves a whole template with stand-ins for what is not made yet: so every branch that counts is visited, every
 * dependency is found, and what is unknown is refused by name before anything is made.
 */
export function planStack(stack: StackArtifact, options: PlanOptions): StackPlan {
  const problems: string[] = [];
  let subject = '';
  let found = new Set<string>();
  const problem = (sentence: string): typeof UNKNOWN => {
    problems.push(`${stack.stackName}${subject}: ${sentence}`);
    return UNKNOWN;
  };
  const { Resources: resources } = stack.template;
  const isIncluded = (id: string): boolean => {
    const resource = resources[id];
    return (
      resource !== undefined && (resource.Condition === undefined || scope.condition(resource.Condition))
    );
  };
  const scope = stackScope(stack, options.place, {
    problem,
    physicalId: (id) => {
      if (!isIncluded(id)) return undefined;
      found.add(id);
      return UNKNOWN;
    },
    attribute: (id, attribute) => {
      if (!isIncluded(id)) return problem(`Fn::GetAtt asks for ${id}, which is no resource that is made.`);
      found.add(id);
      const type = options.types.get(resources[id]?.Type ?? '');
      if (!type?.attributes || type.attributes.includes(attribute)) return UNKNOWN;
      return problem(
        `${id} (${type.type}) has no attribute ${attribute}. Known: ${type.attributes.join(', ')}.`,
      );
    },
    importValue: (name) => (options.exports.has(name) ? UNKNOWN : problem(`No stack exports ${name}.`)),
  });
  const dependencies = new Map<string, ReadonlySet<string>>();
  checkTemplate(stack, scope);
  for (const [id, resource] of Object.entries(resources)) {
    subject = ` ${id}`;
    if (!isIncluded(id)) continue;
    found = new Set([resource.DependsOn ?? []].flat().filter(isIncluded));
    const properties = scope.resolve(resource.Properties ?? {});
    checkResource({ resource, properties, type: options.types.get(resource.Type), problem });
    for (const name of [resource.DependsOn ?? []].flat())
      if (!resources[name]) problem(`DependsOn names ${name}, which does not exist.`);
    dependencies.set(id, found);
  }
  subject = ' Outputs';
  found = new Set();
  const exports = planOutputs(stack, scope);
  subject = '';
  return { order: ordered(dependencies, problem), exports, problems };
}

function planOutputs(stack: StackArtifact, scope: Scope): string[] {
  return Object.values(stack.template.Outputs ?? {}).flatMap((output) => {
    if (output.Condition !== undefined && !scope.condition(output.Condition)) return [];
    scope.resolve(output.Value);
    const name = output.Export && scope.resolve(output.Export.Name);
    return typeof name === 'string' ? name : [];
  });
}

function ordered(
  dependencies: ReadonlyMap<string, ReadonlySet<string>>,
  problem: Scope['problem'],
): readonly string[] {
  try {
    return creationOrder(dependencies);
  } catch (error) {
    problem(error instanceof Error ? error.message : String(error));
    return [];
  }
}
