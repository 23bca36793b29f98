import type { StackArtifact } from './read-assembly.ts';
import type { ResourceRecord, ResourceRecords } from './resource-records.ts';
import type { ResourceType } from './resource-type.ts';
import type { Scope } from './scope.ts';
import { stackScope } from './stack-scope.ts';
import type { Place } from './stack-scope.ts';
import type { TemplateOutput } from './template.ts';

export type AppliedStack = {
  readonly stackName: string;
  readonly resources: readonly ResourceRecord[];
  readonly outputs: readonly StackOutput[];
};

export type StackOutput = {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
};

type ApplyOptions = {
  readonly order: readonly string[];
  readonly types: ReadonlyMap<string, ResourceType>;
  readonly place: Place;
  readonly records: ResourceRecords;
  readonly exports: ReadonlyMap<string, string>;
};

/**
 * Makes every resource of a stack equal to its template, in order.
 * @throws {Error} that names the resource and the reason; those before it stay made and known.
 */
export async function applyStack(stack: StackArtifact, options: ApplyOptions): Promise<AppliedStack> {
  const made = new Map<string, ResourceRecord>();
  const scope = deployedScope(stack, options, made);
  for (const logicalId of options.order) {
    const record = await applyResource(logicalId, { stack, scope, types: options.types });
    refuseTwin(record, options);
    options.records.put(record);
    made.set(logicalId, record);
  }
  const outputs = Object.entries(stack.template.Outputs ?? {})
    .filter(([, { Condition }]) => Condition === undefined || scope.condition(Condition))
    .map(([key, output]) => outputOf(key, output, scope));
  return { stackName: stack.stackName, resources: [...made.values()], outputs };
}

/**
 * AWS makes what is new before it removes what is gone, so a name that is in use cannot move to another logical id.
 * What was there has taken the new properties by now; the template that made it gives them back.
 */
function refuseTwin(record: ResourceRecord, { records, types }: ApplyOptions): void {
  if (types.get(record.type)?.sharesIds) return;
  const twin = records.findTwin(record);
  if (twin)
    throw new Error(
      `${record.stackName}: ${record.logicalId} (${record.type}) could not be made: ${record.physicalId} already exists, as ${twin.stackName}: ${twin.logicalId}. AWS refuses it too: give it another name, or remove that one first.`,
    );
}

function deployedScope(
  stack: StackArtifact,
  { place, exports }: ApplyOptions,
  made: ReadonlyMap<string, ResourceRecord>,
): Scope {
  return stackScope(stack, place, {
    problem,
    physicalId: (id) => made.get(id)?.physicalId,
    importValue: (name) => exports.get(name) ?? problem(`No stack exports ${name}.`),
    attribute: (id, attribute) => {
      const record = made.get(id);
      const value = record?.attributes[attribute];
      if (value !== undefined) return value;
      const known = Object.keys(record?.attributes ?? {}).join(', ');
      return problem(
        `${id} (${record?.type ?? 'not made'}) has no attribute ${attribute}. Known: ${known || 'none'}.`,
      );
    },
  });
}

function problem(sentence: string): never {
  throw new Error(sentence);
}

type Setting = { stack: StackArtifact; scope: Scope; types: ApplyOptions['types'] };

async function applyResource(logicalId: string, { stack, scope, types }: Setting): Promise<ResourceRecord> {
  const resource = stack.template.Resources[logicalId];
  const type = types.get(resource?.Type ?? '');
  if (!resource || !type) throw new Error(`${stack.stackName} has no plan for ${logicalId}.`);
  try {
    const properties = scope.resolve(resource.Properties ?? {}) as Record<string, unknown>;
    const { stackName } = stack;
    const { physicalId, attributes } = await type.apply({ stackName, logicalId, properties });
    const deletionPolicy = resource.DeletionPolicy ?? 'Delete';
    const replacePolicy = resource.UpdateReplacePolicy ?? 'Delete';
    return {
      stackName,
      logicalId,
      type: type.type,
      physicalId,
      attributes,
      properties,
      deletionPolicy,
      replacePolicy,
    };
  } catch (error) {
    throw new Error(
      `${stack.stackName}: ${logicalId} (${type.type}) could not be made: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

function outputOf(key: string, output: TemplateOutput, scope: Scope): StackOutput {
  const value = scope.resolve(output.Value);
  return {
    key,
    value: typeof value === 'string' ? value : JSON.stringify(value),
    ...(output.Description !== undefined && { description: output.Description }),
    ...(output.Export && { exportName: String(scope.resolve(output.Export.Name)) }),
  };
}
