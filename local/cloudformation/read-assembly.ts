import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from './template.ts';

/** A stack of a cloud assembly. */
export type StackArtifact = {
  readonly stackName: string;
  readonly template: Template;
  /** Values that the assembly gives to the template's parameters. */
  readonly parameters: Readonly<Record<string, string>>;
};

type Artifact = {
  readonly type: string;
  readonly dependencies?: readonly string[];
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly parameters?: Readonly<Record<string, string>>;
    readonly file?: string;
  };
};

/**
 * The stacks of a `cdk.out` directory, each after those it depends on.
 * @throws {Error} if the directory holds no assembly, an asset is missing, or the assembly nests another.
 */
export function readAssembly(directory: string): readonly StackArtifact[] {
  const manifest = join(directory, 'manifest.json');
  if (!existsSync(manifest))
    throw new Error(
      `${directory} holds no manifest.json, so no synthesized app: run the CDK app with this output first.`,
    );
  const { artifacts = {} } = readJson(manifest) as { artifacts?: Record<string, Artifact> };
  const nested = Object.keys(artifacts).find((name) => artifacts[name]?.type === 'cdk:cloud-assembly');
  if (nested)
    throw new Error(
      `The assembly ${nested} is nested in ${directory}; stages of a CDK app are not emulated.`,
    );
  const stacks: StackArtifact[] = [];
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const artifact = artifacts[name];
    if (!artifact || seen.has(name)) return;
    seen.add(name);
    for (const dependency of artifact.dependencies ?? []) visit(dependency);
    if (artifact.type === 'cdk:asset-manifest') checkAssets(directory, artifact);
    if (artifact.type === 'aws:cloudformation:stack') stacks.push(stackOf(directory, name, artifact));
  };
  for (const name of Object.keys(artifacts)) visit(name);
  return stacks;
}

function stackOf(directory: string, name: string, { properties = {} }: Artifact): StackArtifact {
  return {
    stackName: properties.stackName ?? name,
    template: readJson(join(directory, properties.templateFile ?? `${name}.template.json`)) as Template,
    parameters: properties.parameters ?? {},
  };
}

function checkAssets(directory: string, { properties = {} }: Artifact): void {
  const { files = {} } = readJson(join(directory, properties.file ?? '')) as {
    files?: Record<string, { source?: { path?: string } }>;
  };
  for (const [id, { source }] of Object.entries(files))
    if (source?.path !== undefined && !existsSync(join(directory, source.path)))
      throw new Error(
        `The asset ${id} is missing: ${join(directory, source.path)} does not exist. Synthesize again.`,
      );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
