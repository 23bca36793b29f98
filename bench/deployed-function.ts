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

/** One function's code and environment from the synthesized template of the local stage: what would be deployed. */
export function deployedFunction(functionName: string, outputDirectory: string): DeployedFunction {
  const app = createApp({ stage: () => findStage('local'), validate: false, outdir: outputDirectory });
  const resources = app
    .synth()
    .stacks.flatMap(({ template }) =>
      Object.values((template as { Resources: Readonly<Record<string, Resource>> }).Resources),
    );
  const found = resources.find(({ Properties }) => Properties.FunctionName === functionName);
  const key = found?.Properties.Code?.S3Key;
  if (!key) throw new Error(`The template has no function ${functionName} with code of its own.`);
  const variables = Object.entries(found.Properties.Environment?.Variables ?? {});
  return {
    directory: join(outputDirectory, `asset.${key.replace(/\.zip$/, '')}`),
    environment: Object.fromEntries(
      variables.map(([name, value]) => [name, typeof value === 'string' ? value : (value.Ref ?? name)]),
    ),
  };
}
