import { dirname, join } from 'node:path';
import { synthesize } from '../../demo/synthesize.ts';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/embedded-aws.ts';

/** Synthesizes a CDK app of the tests into a directory and runs it on an embedded AWS that keeps nothing. */
export async function startApp(options: {
  /** Its path below the project. */
  readonly app: string;
  readonly directory: string;
  /** Takes the lines of functions and the warnings of the embedded AWS. */
  readonly onLine: (line: string) => void;
}): Promise<EmbeddedAws> {
  const { app, directory, onLine } = options;
  const assemblyDirectory = join(directory, 'cdk.out');
  await synthesize({
    app,
    projectDirectory: dirname(dirname(import.meta.dirname)),
    outputDirectory: assemblyDirectory,
    stage: '',
    strict: false,
    signal: new AbortController().signal,
  });
  return startEmbeddedAws({
    assemblyDirectory,
    dataDirectory: ':memory:',
    awsPort: 0,
    apiPort: 0,
    onLog: ({ line }) => onLine(line),
    onWarning: onLine,
  });
}
