import type { App } from 'aws-cdk-lib';
import { createApp } from './create-app.ts';
import { findStage } from './find-stage.ts';
import type { Stage } from './stage.ts';

/**
 * Synthesizes one stage into CDK_OUTDIR: by `cdk synth -c stage=prod`, or directly with STAGE=local. Under the CDK's
 * command line CloudFormation's rules are checked; directly, which is how a laptop starts, they are not.
 */
createApp({ stage: askedFor, validate: 'CDK_CLI_VERSION' in process.env }).synth();

function askedFor(app: App): Stage {
  const name: unknown = app.node.tryGetContext('stage') ?? process.env['STAGE'] ?? 'dev';
  const stage = findStage(String(name));
  // A laptop under the deployed address rules: `npm start -- --strict`.
  return process.env['LOCAL_STRICT'] ? { ...stage, addressRules: 'public' } : stage;
}
