import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/**
 * `npm run check`: format, types, lint and the rules of the template, side by side; the same locally and in CI.
 * Prints the time of each step and what a failed one said, and exits with 1 if any failed.
 */
const STEPS: readonly Step[] = [
  { name: 'format', command: [binary('prettier'), '--check', '--log-level=warn', '.'] },
  { name: 'types', command: [binary('typescript', 'tsc'), '--project', '.', '--noEmit'] },
  { name: 'lint', command: [binary('oxlint'), '--type-aware', '--deny-warnings'] },
  { name: 'template', command: ['test/infra/check-template.ts'] },
];

const root = join(import.meta.dirname, '..');
const started = performance.now();
const passed = await Promise.all(STEPS.map(run));
console.log(`${passed.every(Boolean) ? 'ok' : 'failed'} in ${secondsSince(started)}`);
if (!passed.every(Boolean)) process.exitCode = 1;

type Step = {
  readonly name: string;
  /** A script and its arguments, for the Node that runs this. */
  readonly command: readonly string[];
};

async function run({ name, command }: Step): Promise<boolean> {
  const stepStarted = performance.now();
  const { code, output } = await outcomeOf(command);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(8)} ${secondsSince(stepStarted)}`);
  if (code !== 0) console.log(output.trimEnd());
  return code === 0;
}

function outcomeOf(command: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: {
      ...process.env,
      // oxlint finds the type-aware half of itself on the path, as npm sets it for scripts.
      PATH: [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
      // cdk-nag reads every property of a resource, and the CDK warns of those that are deprecated.
      JSII_DEPRECATED: 'quiet',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** The script behind a package's command; npm's own links in `.bin` are not JavaScript on Windows. */
function binary(packageName: string, command = packageName): string {
  const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
  const { bin } = createRequire(import.meta.url)(manifest) as { bin: string | Record<string, string> };
  const path = typeof bin === 'string' ? bin : bin[command];
  if (!path) throw new Error(`The package ${packageName} has no command ${command}.`);
  return join(dirname(manifest), path);
}

function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
