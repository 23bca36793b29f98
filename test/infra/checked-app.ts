import { Validations } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { createApp } from '../../infra/create-app.ts';
import { findStage } from '../../infra/find-stage.ts';
import type { Stage } from '../../infra/stage.ts';

/**
 * The app of a stage whose synthesis throws the report of what CloudFormation's own rules or those of cdk-nag's AWS
 * Solutions refuse. What is accepted all the same is acknowledged on its construct, with a reason.
 */
export function checkedApp(stageName: string, outdir: string, options: Partial<Stage> = {}): App {
  const app = createApp({
    stage: () => ({ ...findStage(stageName), ...options }),
    validate: true,
    outdir,
    context: {
      '@aws-cdk/core:validateAgainstDefaultRules': true,
      // The report in the error, and not on the console with its path in the error.
      '@aws-cdk/core:appMode': 'inmemory',
    },
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
