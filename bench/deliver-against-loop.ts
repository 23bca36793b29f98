import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Row } from './bench.ts';
import { deployedFunction, type DeployedFunction } from './deployed-function.ts';
import type { Comparison } from './send-rounds.ts';

const COMPARISONS = 4;

export const deliverAgainstLoop: Bench = {
  name: 'deliver',
  question:
    'The bundled `deliver` against a bare loop that signs and POSTs the same bodies of 1 KiB, AWS answered by a stand-in in another process. The aim is 0.35 of the loop with batches of 10 and 0.1 with batches of 1.',
  async run() {
    const directory = mkdtempSync(join(tmpdir(), 'bench-deliver-'));
    const servers = fork(join(import.meta.dirname, 'stand-in-servers.ts'));
    try {
      const deliver = deployedFunction('webhooks-local-deliver', directory);
      const [addresses] = (await once(servers, 'message')) as [{ endpoint: string; aws: string }];
      const missing = new Set<string>();
      servers.on('message', (message: { missing: string }) => missing.add(message.missing));
      const comparisons = await compare(deliver, addresses);
      if (missing.size > 0)
        throw new Error(
          `bench/stand-in-servers.ts has no answer to ${[...missing].join(', ')}: give it one.`,
        );
      return comparisons.map(row);
    } finally {
      servers.kill();
      rmSync(directory, { recursive: true });
    }
  },
};

async function compare(
  { directory, environment }: DeployedFunction,
  { endpoint, aws }: { readonly endpoint: string; readonly aws: string },
): Promise<Comparison[]> {
  const sender: ChildProcess = fork(join(import.meta.dirname, 'send-rounds.ts'), [directory, endpoint], {
    env: {
      ...process.env,
      ...environment,
      AWS_ENDPOINT_URL: aws,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
    },
    // Log lines are written as on Lambda, and go nowhere.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const comparisons: Comparison[] = [];
  sender.on('message', (comparison: Comparison) => comparisons.push(comparison));
  await once(sender, 'exit');
  if (comparisons.length < COMPARISONS) throw new Error('The sender ended early; what it said is above.');
  return comparisons;
}

function row({ batch, inFlight, deliver, loop }: Comparison): Row {
  return {
    batch,
    'POSTs in flight': inFlight,
    'deliver /s': deliver.perSecond.toFixed(0),
    'loop /s': loop.perSecond.toFixed(0),
    'of the loop': (deliver.perSecond / loop.perSecond).toFixed(2),
    'us processor, deliver': deliver.processorUs.toFixed(0),
    'us, loop': loop.processorUs.toFixed(0),
    'by processor': (loop.processorUs / deliver.processorUs).toFixed(2),
  };
}
