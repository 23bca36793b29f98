import { App, Tags } from 'aws-cdk-lib';
import { ReceiverStack } from './receiver-stack.ts';

/** Synthesizes the public receiver for stories that run against a deployed stack: `docs/verify-on-aws.md` says how. */
const app = new App({ analyticsReporting: false, stackTraces: false });
const stack = new ReceiverStack(app, 'TestReceiver');
Tags.of(stack).add('application', stack.stackName);
app.synth();
