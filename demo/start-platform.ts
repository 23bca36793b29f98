import { join } from 'node:path';
import { localAwsAccess } from './aws-access.ts';
import { bootReport } from './boot-report.ts';
import { boot } from './boot.ts';
import { claimDataDirectory } from './claim-data-directory.ts';
import { connect } from './connect.ts';
import { connectionPath, readConnection, writeConnection, type Connection } from './connection-file.ts';
import { startDemoReceiver, type DemoReceiver } from './demo-receiver.ts';
import { heldLines } from './held-lines.ts';
import { logLine } from './log-line.ts';
import type { Paint } from './paint.ts';
import type { Settings } from './settings.ts';
import { showExamples } from './show-examples.ts';
import { createStopwatch } from './stopwatch.ts';
import { synthesize } from './synthesize.ts';

type Options = {
  readonly settings: Settings;
  readonly projectDirectory: string;
  readonly print: (text: string) => void;
  readonly paint: Paint;
  readonly signal: AbortSignal;
};

/**
 * Synthesizes the stack, runs it on the embedded AWS, and prints where everything is and every attempt from then on.
 * When it fails or the signal aborts, what was started is stopped before this throws.
 * @throws {StartError} with a sentence for the person who started it.
 */
export async function startPlatform(options: Options): Promise<{ stop(): Promise<void> }> {
  const cleanup = new AsyncDisposableStack();
  try {
    await start(options, cleanup);
    return { stop: () => cleanup.disposeAsync() };
  } catch (error) {
    await cleanup.disposeAsync();
    throw error;
  }
}

async function start(options: Options, cleanup: AsyncDisposableStack): Promise<void> {
  const { settings, print, paint, signal } = options;
  const { dataDirectory, strict } = settings;
  const stopwatch = createStopwatch(() => performance.now());
  cleanup.defer(claimDataDirectory(dataDirectory));
  const remembered = readConnection(dataDirectory);

  print(paint('dim', 'Bundling the functions and synthesizing the stack ...'));
  const assemblyDirectory = join(dataDirectory, 'cdk.out');
  await stopwatch.time('synth', () => runSynthesis(options, assemblyDirectory));

  // The first attempts are made before it is ready, and are read below what says where everything is.
  const attempts = heldLines(print);
  cleanup.defer(attempts.release);
  // The embedded AWS drains into the receiver, so it has to be stopped first: cleanup goes in reverse order.
  let receiver: DemoReceiver | undefined;
  cleanup.defer(async () => receiver?.stop());
  const aws = await stopwatch.time('boot', () => runEmbeddedAws(options, assemblyDirectory, attempts.print));
  cleanup.defer(() => aws.stop());
  signal.throwIfAborted();

  const connection = await stopwatch.time('account', () => connect(aws, remembered));
  signal.throwIfAborted();

  if (settings.demo) receiver = await startReceiver(options, connection, !remembered);
  // Only now, because a directory without this file is taken for an empty one.
  writeConnection(dataDirectory, connection);
  const shown = remembered ? undefined : receiver;
  const verified = shown && (await stopwatch.time('demo', () => runDemo(options, connection, shown)));

  const summary = stopwatch.summary();
  const keptIn = connectionPath(dataDirectory);
  print(bootReport({ summary, connection, connectionPath: keptIn, receiver, verified, strict }, paint));
  attempts.release();
}

function runSynthesis(options: Options, outputDirectory: string): Promise<void> {
  const { projectDirectory, signal } = options;
  const { stage, strict } = options.settings;
  return synthesize({ app: 'infra/app.ts', projectDirectory, outputDirectory, stage, strict, signal });
}

function runEmbeddedAws(
  options: Options,
  assemblyDirectory: string,
  printLine: (text: string) => void,
): ReturnType<typeof boot> {
  const { settings, print, paint } = options;
  return boot({
    assemblyDirectory,
    dataDirectory: settings.dataDirectory,
    awsPort: settings.awsPort,
    apiPort: settings.apiPort,
    onLog(entry) {
      const line = logLine(entry, Date.now(), paint);
      if (line !== undefined) printLine(line);
    },
    onWarning: (sentence) => print(paint('yellow', sentence)),
  });
}

function startReceiver(
  options: Options,
  connection: Connection,
  create: boolean,
): ReturnType<typeof startDemoReceiver> {
  const { print, paint } = options;
  const api = { apiUrl: connection.api_url, key: connection.account_key };
  return startDemoReceiver({ api, create, onWarning: (sentence) => print(paint('yellow', sentence)) });
}

function runDemo(options: Options, connection: Connection, receiver: DemoReceiver): Promise<string> {
  return showExamples({
    api: { apiUrl: connection.api_url, key: connection.account_key },
    aws: localAwsAccess(connection.aws_endpoint_url, connection.region),
    eventBusName: connection.event_bus_name,
    accountId: connection.account_id,
    receiver,
    signal: options.signal,
  });
}
