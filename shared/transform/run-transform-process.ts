import { Worker } from 'node:worker_threads';
import { evaluateTransform } from './evaluate-transform.ts';
import { seedRandomness } from './seed-randomness.ts';
import type { TransformInput } from './transformed.ts';

/** Has this process evaluate transforms, one at a time, until whoever started it lets go of it or ends it. */
export function runTransformProcess(): void {
  process.on('message', (input: TransformInput) => void answer(input));
  process.once('disconnect', () => process.exit());
  endWithParent();
  process.send?.('ready');
}

async function answer(input: TransformInput): Promise<void> {
  const { timestamp } = JSON.parse(input.body) as { timestamp?: unknown };
  seedRandomness(input.messageId, Date.parse(String(timestamp)) || 0);
  process.send?.(await evaluateTransform(input));
}

/** A loop hears no disconnect: whose parent was killed has to be ended from another thread. */
function endWithParent(): void {
  const code = `const parent = process.ppid;
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 500);`;
  new Worker(code, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();
}
