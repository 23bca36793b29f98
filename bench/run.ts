import { cpus, loadavg, totalmem } from 'node:os';
import type { Bench } from './bench.ts';
import { bundles } from './bundles.ts';
import { deliverAgainstLoop } from './deliver-against-loop.ts';
import { encryption } from './encryption.ts';
import { eventPatterns } from './event-patterns.ts';
import { formatTable } from './format-table.ts';
import { lists } from './lists.ts';
import { pipeline } from './pipeline.ts';
import { provisioning } from './provisioning.ts';
import { startUp } from './start-up.ts';

/** `npm run bench [name...]`: runs the named benches, or all, and prints a table for each. */
const BENCHES: readonly Bench[] = [
  startUp,
  bundles,
  deliverAgainstLoop,
  pipeline,
  eventPatterns,
  encryption,
  lists,
  provisioning,
];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no bench ${unknown.join(', ')}; allowed are ${BENCHES.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(1);
}

console.log(`${machine()}, ${new Date().toISOString().slice(0, 10)}`);
for (const bench of BENCHES.filter(({ name }) => names.length === 0 || names.includes(name))) {
  // What else the machine does decides over every figure but the ratios: 0 where the system does not tell.
  const [load = 0] = loadavg();
  const started = performance.now();
  const rows = await bench.run();
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n### ${bench.name}\n\n${bench.question}\n\n${formatTable(rows)}\n`);
  console.log(`\`npm run bench ${bench.name}\`, ${seconds} s, load ${load.toFixed(1)} before it`);
}

function machine(): string {
  const [processor] = cpus();
  return `${cpus().length} cores ${processor?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}-${process.arch}, Node ${process.versions.node}`;
}
