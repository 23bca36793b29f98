import { setTimeout } from 'node:timers/promises';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createPace } from '../shared/sweep/create-pace.ts';
import { readArguments } from './read-arguments.ts';
import { removeAll } from './remove-all.ts';
import { runtimeResources } from './runtime-resources.ts';
import { stopSchedule } from './stop-schedule.ts';

/** Lambda's control plane takes 15 a second of the whole account and Region: some are left to others. */
const CALLS_PER_SECOND = 8;
const WITHIN_MS = 300_000;
const PAUSE_MS = 1_000;
const pause = () => setTimeout(PAUSE_MS);
const waitUntil = (at: number) => setTimeout(Math.max(0, at - Date.now()));

try {
  process.exitCode = await teardown(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error && error.constructor === Error ? error.message : error);
  process.exitCode = 1;
}

/** Removes all that a stage has made at run time, on AWS or wherever AWS_ENDPOINT_URL points; the answer is the exit code. */
async function teardown(args: readonly string[]): Promise<number> {
  const { stage, yes } = readArguments(args);
  const prefix = `webhooks-${stage}`;
  const patient = { maxAttempts: 10 };
  const clients = {
    sqs: new SQSClient(patient),
    events: new EventBridgeClient(patient),
    lambda: new LambdaClient(patient),
  };
  const kinds = runtimeResources(clients, prefix);
  if (!yes) {
    for (const { kind, list } of kinds) console.log(`${kind}s to remove: ${(await list()).length}`);
    console.log('Queues go with the messages that they hold. Nothing was removed: add --yes to do it.');
    return 1;
  }
  await stopSchedule(clients.events, prefix);
  const pace = createPace({ perSecond: CALLS_PER_SECOND, now: Date.now, waitUntil });
  await removeAll(kinds, { print: console.log, pace, pause, now: Date.now, withinMs: WITHIN_MS });
  console.log(
    `The schedule ${prefix}-tick is off, so that nothing is made again. Next: npx cdk destroy -c stage=${stage}, or, to go on, aws events enable-rule --name ${prefix}-tick.`,
  );
  return 0;
}
