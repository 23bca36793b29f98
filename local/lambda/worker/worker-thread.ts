// The entry point of a worker thread: Lambda's runtime for one function, serving many invocations at once.
import { parentPort, workerData } from 'node:worker_threads';
import { currentInvocation } from './current-invocation.ts';
import { describeFailure } from './describe-failure.ts';
import { invocationContext } from './invocation-context.ts';
import { loadHandler } from './load-handler.ts';
import { patchConsole } from './patch-console.ts';
import { provideSdk } from './provide-sdk.ts';
import { shiftClock } from './shift-clock.ts';
import type { Handler } from './load-handler.ts';
import type { MessageFromWorker, MessageToWorker, WorkerSetup } from './worker-message.ts';

const setup = workerData as WorkerSetup;
const port = parentPort;
if (!port) throw new Error('worker-thread.ts is started as a worker thread, never by itself.');
const send = (message: MessageFromWorker) => port.postMessage(message);

shiftClock(setup.clockOffsetMs);
patchConsole(setup.logFormat);
provideSdk();
const handler = loadHandler(setup);
handler.then(
  () => send({ type: 'ready' }),
  (error: unknown) => send({ type: 'unusable', error: describeFailure(error) }),
);

port.on('message', (message: MessageToWorker) => {
  if (message.type === 'ping') send({ type: 'pong' });
  // A handler that did not load has been reported above, for every invocation that waits for it.
  else
    void handler.then(
      (loaded) => invoke(loaded, message),
      () => undefined,
    );
});

async function invoke(loaded: Handler, message: MessageToWorker & { type: 'invoke' }): Promise<void> {
  const { id, requestId, tail } = message;
  const lines: string[] | undefined = tail ? [] : undefined;
  const log = () => (lines ? { log: lines.join('') } : {});
  await currentInvocation.run({ requestId, ...(lines ? { lines } : {}) }, async () => {
    try {
      const result = await loaded(JSON.parse(message.payload), invocationContext(setup, message));
      send({ type: 'result', id, payload: serialized(result), ...log() });
    } catch (error) {
      console.error('Invoke Error\t', JSON.stringify(describeFailure(error)));
      send({ type: 'failure', id, error: describeFailure(error), ...log() });
    }
  });
}

function serialized(result: unknown): string {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch (cause) {
    const error = new Error('Unable to stringify response body', { cause });
    error.name = 'Runtime.MarshalError';
    throw error;
  }
}
