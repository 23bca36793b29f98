import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { bundleFunctions } from './function-bundle.ts';
import type { Stage } from './stage.ts';
import { WebhooksStack } from './webhooks-stack.ts';

export type CreateAppProps = {
  /** Chooses the stage; the app carries the context of `cdk.json` and of the command line. */
  readonly stage: (app: App) => Stage;
  /** Whether CloudFormation's rules are checked at synthesis, which takes 2 s. */
  readonly validate: boolean;
  /** Where the assembly is written. @default CDK_OUTDIR, or a temporary directory */
  readonly outdir?: string;
  /** Further context. @default none */
  readonly context?: Readonly<Record<string, unknown>>;
};

/** The CDK app with the one stack of a stage, not yet synthesized. */
export function createApp({ stage, validate, outdir, context }: CreateAppProps): App {
  const app = new App({
    ...(outdir && { outdir }),
    ...(context && { context }),
    builtinCloudFormationValidation: validate,
    // Both would make the template depend on who synthesizes it.
    analyticsReporting: false,
    stackTraces: false,
  });
  const chosen = stage(app);
  const root = join(import.meta.dirname, '..');
  const bundle = bundleFunctions({
    sourceDirectory: join(root, 'lambdas'),
    outputDirectory: join(root, '.build'),
  });
  new WebhooksStack(app, 'Webhooks', { stage: chosen, bundle });
  return app;
}
