import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import type { OutputFile } from 'esbuild';
import type { FunctionVerb } from './stage-names.ts';

/** The code of every function, bundled. */
export type FunctionBundle = {
  codeOf(verb: FunctionVerb): Code;
};

export type BundleFunctionsProps = {
  /** The folder with one folder per function, each with an `index.ts` that exports `handler`. */
  readonly sourceDirectory: string;
  /** Where `functions/<verb>/index.mjs`, what stands beside it, and `functions.meta.json` are written. */
  readonly outputDirectory: string;
};

const VERBS: readonly FunctionVerb[] = ['api', 'deliver', 'reconcile'];

/**
 * Bundles all functions in one call of esbuild, which is several times faster than a process for each. Builds that run
 * at once do not disturb each other: a file is replaced whole, and only where its content changed.
 * @throws {Error} naming the function whose `index.ts` is missing; esbuild's own errors otherwise.
 */
export function bundleFunctions({ sourceDirectory, outputDirectory }: BundleFunctionsProps): FunctionBundle {
  const functionsDirectory = join(outputDirectory, 'functions');
  const built = buildSync({
    entryPoints: VERBS.flatMap((verb) => entryPoints(sourceDirectory, verb)),
    outbase: sourceDirectory,
    outdir: functionsDirectory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The AWS SDK's ES modules are smaller than its CommonJS: what is not used is left out.
    mainFields: ['module', 'main'],
    // Dependencies in CommonJS call `require`, which an ES module does not have.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'error',
  });
  removeLeftovers(functionsDirectory, built.outputFiles);
  const metafile = Buffer.from(JSON.stringify(built.metafile));
  const outputs = [
    ...built.outputFiles,
    { path: join(outputDirectory, 'functions.meta.json'), contents: metafile },
  ];
  for (const { path, contents } of outputs) replaceFile(path, contents, outputDirectory);
  return { codeOf: (verb) => Code.fromAsset(join(functionsDirectory, verb)) };
}

/** Beside the function itself the code of the processes that it starts, each a `*-process.ts`. */
function entryPoints(sourceDirectory: string, verb: FunctionVerb): readonly string[] {
  const directory = join(sourceDirectory, verb);
  const path = join(directory, 'index.ts');
  if (existsSync(path))
    return [
      path,
      ...readdirSync(directory)
        .filter(isProcess)
        .map((name) => join(directory, name)),
    ];
  throw new Error(
    `The function "${verb}" cannot be bundled: there is no ${relative(process.cwd(), path)}. It must exist and export "handler".`,
  );
}

function isProcess(name: string): boolean {
  return name.endsWith('-process.ts');
}

/** A file that an earlier build left in a function's folder would be deployed with it. */
function removeLeftovers(functionsDirectory: string, files: readonly OutputFile[]): void {
  for (const verb of VERBS) {
    const directory = join(functionsDirectory, verb);
    if (!existsSync(directory)) continue;
    for (const name of readdirSync(directory)) {
      const path = join(directory, name);
      if (!files.some((file) => file.path === path)) rmSync(path, { recursive: true });
    }
  }
}

function replaceFile(path: string, contents: Uint8Array, outputDirectory: string): void {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const temporary = join(outputDirectory, `.${process.pid}-${basename(dirname(path))}-${basename(path)}`);
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
}
