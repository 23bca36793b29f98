import { join } from 'node:path';
import { createApp } from '../infra/create-app.ts';
import { findStage } from '../infra/find-stage.ts';

export type DeployedFunction = {
  /** The folder of its bundle. */
  readonly directory: string;
  /** A name that CloudFormation would fill in is the resource's logical id. */
  readonly environment: Readonly<Record<string, string>>;
};

type Resource = {
  readonly Type: string;
  readonly Properties: {
    readonly FunctionName?: string;
    readonly Code?: { readonly S3Key: string };
    readonly Environment?: {
      readonly Variables: Readonly<Record<string, string | { readonly Ref?: string }>>;
    };
  };
};

/** One of the functions by its name. @throws {Error} if the template has none of that name with code of its own. */
export function deployedFunction(functionName: string, outputDirectory: string): DeployedFunction {
  const found = deployedFunctions(outputDirectory).get(functionName);
  if (found) return found;
  throw new Error(`The template has no function ${functionName} with code of its own.`);
}

/** Each function's code and environment, by its name, from the synthesized template of the local stage. */
export function deployedFunctions(outputDirectory: string): ReadonlyMap<string, DeployedFunction> {
  const app = createApp({ stage: () => findStage('local'), validate: false, outdir: outputDirectory });
  const resources = app
    .synth()
    .stacks.flatMap(({ template }) =>
      Object.values((template as { Resources: Readonly<Record<string, Resource>> }).Resources),
    );
  return new Map(
    resources.flatMap(({ Properties: { FunctionName, Code, Environment } }) =>
      FunctionName && Code
        ? [
            [
              FunctionName,
              { directory: assetOf(outputDirectory, Code), environment: plain(Environment) },
            ] as const,
          ]
        : [],
    ),
  );
}

function assetOf(outputDirectory: string, { S3Key }: { readonly S3Key: string }): string {
  return join(outputDirectory, `asset.${S3Key.replace(/\.zip$/, '')}`);
}

function plain(environment: Resource['Properties']['Environment']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment?.Variables ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : (value.Ref ?? name),
    ]),
  );
}
