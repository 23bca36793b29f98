import type { Context } from './context.ts';
import type { Services } from './create-services.ts';

/** A usual stop takes less, and says nothing of what it waits for. */
const SILENT_MS = 300;
/** For the refusals that callers of what is broken off still get. */
const ANSWER_MS = 1_000;

/**
 * Has every service take nothing more and waits for what runs, but not for longer than `graceMs`: then it is broken off,
 * as by a crash, and what was received is visible again at the next start.
 */
export async function drain(context: Context, services: Services, graceMs: number): Promise<void> {
  const { httpApi, eventbridge, lambda } = services;
  // Requests in flight may still invoke functions, so the workers end after them.
  const drained = Promise.all([httpApi.close(), eventbridge.stop(), lambda.drain()]).then(lambda.stop);
  const tell = setTimeout(() => {
    const running = sentenceOf(lambda.running());
    if (running) context.warn(`Waiting for ${running}, at most ${graceMs / 1000} s in all.`);
  }, SILENT_MS);
  const end = setTimeout(() => {
    const running = sentenceOf(lambda.running());
    if (running)
      context.warn(`Broken off, and begun anew at the next start where it came from a queue: ${running}.`);
    lambda.breakOff();
  }, graceMs);
  const cut = setTimeout(() => httpApi.cutConnections(), graceMs + ANSWER_MS);
  try {
    await drained;
  } finally {
    for (const timer of [tell, end, cut]) clearTimeout(timer);
  }
}

function sentenceOf(running: ReadonlyMap<string, number>): string {
  return [...running].map(([name, count]) => `${name} (${count} running)`).join(', ');
}
