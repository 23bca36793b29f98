import type { MessageToWorker, WorkerSetup } from './worker-message.ts';

/** The `context` argument of a handler, as Lambda's Node.js runtime makes it. */
export function invocationContext(setup: WorkerSetup, message: MessageToWorker & { type: 'invoke' }) {
  const deadline = Date.now() + setup.timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: setup.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: setup.functionArn,
    memoryLimitInMB: String(setup.memoryMb),
    awsRequestId: message.requestId,
    logGroupName: setup.logGroup,
    logStreamName: setup.logStream,
    identity: undefined,
    clientContext:
      message.clientContext === undefined ? undefined : (JSON.parse(message.clientContext) as unknown),
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}
