import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench, Row } from './bench.ts';
import { type DeployedFunction, deployedFunctions } from './deployed-function.ts';
import { quantile } from './quantile.ts';

const IMPORTS = 15;
const FUNCTIONS = ['deliver', 'api', 'reconcile'];
const MOST_SHOWN = 7;
/** The bundler leaves it there. */
const METAFILE = join(import.meta.dirname, '../.build/functions.meta.json');

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
  const assembly = join(directory, 'cdk.out');
  const deployed = deployedFunctions(assembly);
  const metafile = JSON.parse(readFileSync(METAFILE, 'utf8')) as Metafile;
  mkdirSync(join(directory, 'empty'));
  writeFileSync(join(directory, 'empty/index.mjs'), 'export const handler = async () => {};\n');
  const empty = { name: 'empty', directory: join(directory, 'empty'), environment: {} };
  const found = FUNCTIONS.map((name) => {
    const one = deployed.get(`webhooks-local-${name}`);
    if (!one) throw new Error(`The template has no function webhooks-local-${name}.`);
    return { name, ...one };
  });
  return rows(importTimes([empty, ...found]), metafile);
}

function rows(timed: readonly Timed[], metafile: Metafile): Row[] {
  const [empty] = timed;
  return timed.map((one) => ({
    function: one.name,
    KB: (statSync(join(one.directory, 'index.mjs')).size / 1000).toFixed(0),
    'ms to import': quantile(one.milliseconds, 0.5).toFixed(0),
    'over empty': (quantile(one.milliseconds, 0.5) - quantile(empty?.milliseconds ?? [], 0.5)).toFixed(0),
    fastest: Math.min(...one.milliseconds).toFixed(0),
    'KB by package': one === empty ? '' : byPackage(metafile, `functions/${one.name}/index.mjs`),
  }));
}

type Named = DeployedFunction & { readonly name: string };
type Timed = Named & { readonly milliseconds: number[] };

/** Bundles take turns, so that what else the machine does falls on all of them alike. */
function importTimes(functions: readonly Named[]): Timed[] {
  const timed = functions.map((one) => ({ ...one, milliseconds: [] as number[] }));
  for (let run = 0; run < IMPORTS; run += 1) for (const one of timed) one.milliseconds.push(importOnce(one));
  return timed;
}

function importOnce({ directory, environment }: DeployedFunction): number {
  const url = pathToFileURL(join(directory, 'index.mjs')).href;
  const script = `const t = performance.now(); await import(${JSON.stringify(url)}); console.log(performance.now() - t); process.exit();`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: {
      ...process.env,
      ...environment,
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
