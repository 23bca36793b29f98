import { parseArgs } from 'node:util';

export type TeardownArguments = {
  readonly stage: string;
  /** Whether to remove, or only to say what would be removed. */
  readonly yes: boolean;
};

/** Reads the command line. @throws {Error} with a sentence for what is missing or not understood. */
export function readArguments(args: readonly string[]): TeardownArguments {
  const { stage, yes } = parse(args);
  if (stage === undefined || !/^[a-z0-9-]{1,20}$/.test(stage))
    throw new Error(
      `--stage is "${stage ?? ''}" and must name the stage to tear down, as in npm run teardown -- --stage dev.`,
    );
  return { stage, yes: yes === true };
}

function parse(args: readonly string[]) {
  try {
    const options = { stage: { type: 'string' }, yes: { type: 'boolean' } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new Error(
      `The arguments are not understood, got "${args.join(' ')}": npm run teardown -- takes --stage and --yes.`,
      { cause: error },
    );
  }
}
