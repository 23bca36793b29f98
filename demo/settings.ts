import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from './start-error.ts';

/** What a person may choose when starting the platform on a laptop. */
export type Settings = {
  /** Whether an empty data directory gets a receiver, a subscription and one event of every type. @default true */
  readonly demo: boolean;
  /** Whether the deployed address rules hold: https to public addresses only, so no receiver on this machine. @default false */
  readonly strict: boolean;
  /** The stage's configuration: `test` is `local` with durations in seconds. @default local */
  readonly stage: 'local' | 'test';
  /** Absolute; everything that has to outlive the process. @default .local */
  readonly dataDirectory: string;
  /** Where the HTTP API listens on loopback; 0 takes any free port. @default 4000 */
  readonly apiPort: number;
  /** Where the AWS endpoint listens on loopback; 0 takes any free port. @default 4566 */
  readonly awsPort: number;
};

/**
 * Reads the command line and the environment.
 * @throws {StartError} for an option or a value that is not allowed.
 */
export function readSettings(args: readonly string[], environment: NodeJS.ProcessEnv): Settings {
  refuseTakenByNpm(args, environment);
  const { strict, noDemo, stage } = readOptions(args);
  return {
    demo: !noDemo && !strict,
    strict,
    stage,
    dataDirectory: resolve(environment['LOCAL_DATA_DIR'] || '.local'),
    apiPort: readPort('LOCAL_API_PORT', environment, 4000),
    awsPort: readPort('LOCAL_AWS_PORT', environment, 4566),
  };
}

/** Without the `--` npm takes options for its own and hands them on as variables: `--strict` would not be strict. */
function refuseTakenByNpm(args: readonly string[], environment: NodeJS.ProcessEnv): void {
  for (const [variable, option] of Object.entries({
    npm_config_strict: '--strict',
    npm_config_demo: '--no-demo',
  }))
    if (environment[variable] !== undefined && !args.includes(option))
      throw new StartError(
        `npm took ${option} for an option of its own: write "npm start -- ${option}", with "--" before it.`,
      );
}

function readOptions(args: readonly string[]): Pick<Settings, 'strict' | 'stage'> & { noDemo: boolean } {
  const values = parseOptions(args);
  return {
    strict: values.strict === true,
    noDemo: values['no-demo'] === true,
    stage: readStage(values.stage),
  };
}

function parseOptions(args: readonly string[]) {
  try {
    const options = {
      strict: { type: 'boolean' },
      'no-demo': { type: 'boolean' },
      stage: { type: 'string', default: 'local' },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new StartError(
      `The arguments are not understood, got "${args.join(' ')}": npm start -- takes --no-demo, --strict and --stage.`,
      { cause: error },
    );
  }
}

function readStage(name: string): Settings['stage'] {
  if (name === 'local' || name === 'test') return name;
  throw new StartError(
    `--stage is "${name}" and must be local or test: the others are deployed with "npx cdk deploy -c stage=<name>".`,
  );
}

function readPort(name: string, environment: NodeJS.ProcessEnv, otherwise: number): number {
  const given = environment[name];
  if (given === undefined || given === '') return otherwise;
  const port = Number(given);
  if (/^\d{1,5}$/.test(given) && port <= 65_535) return port;
  throw new StartError(`${name} is "${given}" and must be a port number from 0 to 65535.`);
}
