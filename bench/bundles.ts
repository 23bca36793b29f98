import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleFunctions } from '../infra/function-bundle.ts';
import type { Bench, Row } from './bench.ts';
import { quantile } from './quantile.ts';

const IMPORTS = 15;
const FUNCTIONS = ['deliver', 'api', 'reconcile'];
const MOST_SHOWN = 7;

type Metafile = {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
};

export const bundles: Bench = {
  name: 'bundles',
  question: `Each function's bundle and its import in a fresh process beside an empty handler's, median of ${IMPORTS}; the aim for deliver is under 600 KB and under 200 ms over the empty one.`,
  async run() {
    const directory = mkdtempSync(join(tmpdir(), 'bench-bundles-'));
    try {
      return measure(directory);
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
};

function measure(directory: string): Row[] {
  const sourceDirectory = join(import.meta.dirname, '../lambdas');
  bundleFunctions({ sourceDirectory, outputDirectory: directory });
  const metafile = JSON.parse(readFileSync(join(directory, 'functions.meta.json'), 'utf8')) as Metafile;
  const path = (name: string) => join(directory, 'functions', name, 'index.mjs');
  mkdirSync(join(directory, 'functions/empty'));
  writeFileSync(path('empty'), 'export const handler = async () => {};\n');
  const importMs = importTimes(['empty', ...FUNCTIONS].map(path));
  const empty = importMs.get(path('empty')) ?? Number.NaN;
  return ['empty', ...FUNCTIONS].map((name) => ({
    function: name,
    KB: (statSync(path(name)).size / 1000).toFixed(0),
    'ms to import': (importMs.get(path(name)) ?? Number.NaN).toFixed(0),
    'over empty': ((importMs.get(path(name)) ?? Number.NaN) - empty).toFixed(0),
    'KB by package': name === 'empty' ? '' : byPackage(metafile, `functions/${name}/index.mjs`),
  }));
}

/** Bundles take turns, so that what else the machine does falls on all of them alike. */
function importTimes(paths: readonly string[]): Map<string, number> {
  const times = new Map(paths.map((path) => [path, [] as number[]]));
  for (let run = 0; run < IMPORTS; run += 1) for (const [path, taken] of times) taken.push(importOnce(path));
  return new Map([...times].map(([path, taken]) => [path, quantile(taken, 0.5)]));
}

function importOnce(path: string): number {
  const script = `const t = performance.now(); await import(${JSON.stringify(pathToFileURL(path).href)}); console.log(performance.now() - t); process.exit();`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: {
      ...process.env,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'none',
      AWS_SECRET_ACCESS_KEY: 'none',
    },
  });
  return Number(output.trim().split('\n').at(-1));
}

function byPackage({ outputs }: Metafile, output: string): string {
  const found = Object.entries(outputs).find(([path]) => path.endsWith(output))?.[1];
  if (!found) throw new Error(`The metafile has no ${output}: it names ${Object.keys(outputs).join(', ')}.`);
  const sizes = new Map<string, number>();
  for (const [input, { bytesInOutput }] of Object.entries(found.inputs)) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? 'ours';
    sizes.set(name, (sizes.get(name) ?? 0) + bytesInOutput);
  }
  const sorted = [...sizes].toSorted(([, one], [, other]) => other - one);
  const rest = sorted.slice(MOST_SHOWN).reduce((sum, [, bytes]) => sum + bytes, 0);
  const shown = [...sorted.slice(0, MOST_SHOWN), [`${sorted.length - MOST_SHOWN} more`, rest] as const];
  return shown.map(([name, bytes]) => `${name} ${(bytes / 1000).toFixed(0)}`).join(', ');
}
