import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Transformed, TransformInput } from './transformed.ts';

/** A process that evaluates one transform at a time. */
export type Evaluator = {
  /** Whether it can still be used. */
  readonly isAlive: () => boolean;
  /** @throws {Error} where no process could be started */
  evaluate(input: TransformInput): Promise<Transformed>;
  stop(): void;
};

export type EvaluatorOptions = {
  /** The module that the process runs. */
  readonly processUrl: URL;
  /** The one folder that the process may read: where its code is. */
  readonly readable: string;
  /** How long one evaluation may take. @default one second */
  readonly timeLimitMs?: number;
};

const TIME_LIMIT_MS = 1_000;
const START_LIMIT_MS = 10_000;
const MEMORY_MB = 64;
/** Where a runtime has its libraries in a place of its own, Node does not start without. */
const LIBRARIES = process.env['LD_LIBRARY_PATH'];

/**
 * Starts a process of its own for transforms. Not a thread: one that runs out of memory can take its whole process along,
 * whatever its limits say. It has no environment of ours, so no credentials, a heap of 64 MB, and Node's permission to read its own code
 * and nothing else.
 */
export function startEvaluator(options: EvaluatorOptions): Evaluator {
  const { processUrl, readable, timeLimitMs = TIME_LIMIT_MS } = options;
  const child = fork(fileURLToPath(processUrl), [], {
    env: LIBRARIES === undefined ? {} : { LD_LIBRARY_PATH: LIBRARIES },
    execArgv: [
      `--max-old-space-size=${MEMORY_MB}`,
      '--permission',
      `--allow-fs-read=${readable}`,
      '--allow-worker',
      '--no-warnings',
    ],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // Whoever waits for an answer keeps the parent running; an idle evaluator does not.
  child.unref();
  child.channel?.unref();
  const ready = answerOf(child, START_LIMIT_MS).then((answer) => {
    if (answer !== 'silent' && answer !== 'ended') return;
    child.kill('SIGKILL');
    throw new Error(
      `The process for transforms did not start: it ${answer === 'ended' ? 'ended' : 'is silent'}.`,
    );
  });
  ready.catch(() => undefined);
  return {
    isAlive: () => child.connected && child.exitCode === null && child.signalCode === null && !child.killed,
    async evaluate(input) {
      await ready;
      const answered = answerOf(child, timeLimitMs);
      child.send(input);
      const answer = await answered;
      if (answer !== 'silent' && answer !== 'ended') return answer as Transformed;
      child.kill('SIGKILL');
      return answer === 'silent' ? tooSlow(timeLimitMs) : outOfMemory;
    },
    stop: () => void child.kill('SIGKILL'),
  };
}

const OUT_OF_MEMORY = `the expression needs more than ${MEMORY_MB} MB of memory and was ended`;
const outOfMemory = { failed: 'out_of_memory', detail: OUT_OF_MEMORY, message: OUT_OF_MEMORY } as const;

function tooSlow(timeLimitMs: number): Transformed {
  const detail = `the expression took more than ${timeLimitMs} ms and was ended`;
  return { failed: 'timeout', detail, message: detail };
}

/** The next that a process says, or that it said nothing in time, or ended. */
function answerOf(child: ChildProcess, withinMs: number): Promise<unknown> {
  return new Promise((resolve) => {
    const settle = (answer: unknown) => {
      clearTimeout(timer);
      child.off('message', settle).off('exit', ended).off('error', ended);
      resolve(answer);
    };
    const ended = () => settle('ended');
    const timer = setTimeout(() => settle('silent'), withinMs);
    child.on('message', settle).on('exit', ended).on('error', ended);
  });
}
