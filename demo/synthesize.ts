import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { StartError } from './start-error.ts';

/**
 * Runs the CDK app in a process of its own, as the CDK's command line would, and leaves the cloud assembly in
 * `outputDirectory`: what runs here is what would be deployed.
 * @throws {StartError} with what the app printed, when it fails.
 */
export async function synthesize(options: {
  /** The CDK app, relative to the project's directory. */
  readonly app: string;
  readonly projectDirectory: string;
  readonly outputDirectory: string;
  readonly stage: string;
  readonly strict: boolean;
  readonly signal: AbortSignal;
}): Promise<void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', options.app], {
    cwd: options.projectDirectory,
    env: {
      ...process.env,
      STAGE: options.stage,
      ...(options.strict ? { LOCAL_STRICT: '1' } : {}),
      CDK_OUTDIR: options.outputDirectory,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: options.signal,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const [code, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code === 0) return;
  throw new StartError(
    `The stack could not be synthesized from ${options.app}:\n${(errors || output).trim()}`,
  );
}
