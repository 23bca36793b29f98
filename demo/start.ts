import { dirname } from 'node:path';
import { paintForTerminal } from './paint.ts';
import { readSettings } from './settings.ts';
import { StartError } from './start-error.ts';
import { startPlatform } from './start-platform.ts';
import { stopSignal } from './stop-signal.ts';

process.exit(await run(stopSignal()));

/** Runs the platform until it is asked to stop; the answer is the process's exit code. */
async function run(signal: AbortSignal): Promise<number> {
  try {
    const platform = await startPlatform({
      settings: readSettings(process.argv.slice(2), process.env),
      projectDirectory: dirname(import.meta.dirname),
      print: (text) => console.log(text),
      paint: paintForTerminal,
      signal,
    });
    await aborted(signal);
    console.log('Stopping: what is in flight has a few seconds to end. Ctrl-C again stops at once.');
    await platform.stop();
    console.log('Stopped. What is not delivered goes on at the next start.');
    return 0;
  } catch (error) {
    if (signal.aborted && error instanceof Error && error.name === 'AbortError') {
      console.log('Stopped before it was ready.');
      return 0;
    }
    console.error(isForPeople(error) ? error.message : error);
    return 1;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** A refusal was written to be read; anything else is a bug, and its stack is what helps. */
function isForPeople(error: unknown): error is Error {
  return error instanceof StartError || (error instanceof Error && error.constructor === Error);
}
