import type { DatabaseSync } from 'node:sqlite';
import { applyStack } from './apply-stack.ts';
import type { AppliedStack } from './apply-stack.ts';
import { planStack } from './plan-stack.ts';
import type { StackPlan } from './plan-stack.ts';
import { readAssembly } from './read-assembly.ts';
import type { StackArtifact } from './read-assembly.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { createResourceRecords } from './resource-records.ts';
import type { ResourceType } from './resource-type.ts';
import type { Place } from './stack-scope.ts';

export type DeployOptions = Place & {
  /** `cdk.out` */
  readonly assemblyDirectory: string;
  readonly database: DatabaseSync;
  readonly resourceTypes: readonly ResourceType[];
  /** Hears what was kept or could not be removed. */
  readonly log?: (sentence: string) => void;
};

export type Deployed = {
  /** By stack name, then by the output's key. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** In the order they were made. */
  readonly stacks: readonly AppliedStack[];
};

/**
 * Makes what the templates of a synthesized CDK app declare: all of it again at every start, which changes nothing
 * that is already so. What left a template is removed.
 * @throws {Error} with all that is unknown, by name, before anything is made; later with the resource that failed.
 */
export async function deployAssembly(options: DeployOptions): Promise<Deployed> {
  const types = new Map(options.resourceTypes.map((type) => [type.type, type]));
  const planned = planAll(readAssembly(options.assemblyDirectory), types, options);
  const records = createResourceRecords(options.database);
  const exports = new Map<string, string>();
  const stacks: AppliedStack[] = [];
  for (const { stack, plan } of planned) {
    const applied = await applyStack(stack, { order: plan.order, types, place: options, records, exports });
    for (const { exportName, value } of applied.outputs) if (exportName) exports.set(exportName, value);
    stacks.push(applied);
  }
  const log = options.log ?? (() => undefined);
  for (const stack of stacks.toReversed()) await removeLeftovers(stack, { types, records, log });
  return { stacks, outputs: Object.fromEntries(stacks.map((stack) => [stack.stackName, outputsOf(stack)])) };
}

type Planned = { stack: StackArtifact; plan: StackPlan };

function planAll(
  stacks: readonly StackArtifact[],
  types: ReadonlyMap<string, ResourceType>,
  place: Place,
): readonly Planned[] {
  const exporters = new Map<string, string>();
  const taken: string[] = [];
  const planned = stacks.map((stack) => {
    const plan = planStack(stack, { types, place, exports: new Set(exporters.keys()) });
    for (const name of plan.exports) {
      const other = exporters.get(name);
      if (other !== undefined)
        taken.push(`${stack.stackName} Outputs: The export ${name} is already exported by stack ${other}.`);
      exporters.set(name, stack.stackName);
    }
    return { stack, plan };
  });
  const problems = [...new Set([...planned.flatMap(({ plan }) => plan.problems), ...taken])];
  if (problems.length > 0)
    throw new Error(
      `The embedded AWS cannot make this template; nothing was made.\n${problems.map((line) => `- ${line}`).join('\n')}`,
    );
  return planned;
}

function outputsOf(stack: AppliedStack): Record<string, string> {
  return Object.fromEntries(stack.outputs.map(({ key, value }) => [key, value]));
}
