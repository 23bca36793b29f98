import type { Context } from '../../context.ts';
import { AwsError } from '../../endpoint/aws-error.ts';
import { invokeOperation } from '../../endpoint/invoke-operation.ts';
import type { Operations } from '../../endpoint/operation.ts';
import type { FunctionRegistry } from '../function/create-function-registry.ts';
import type { DroppedEvent } from './create-async-queue.ts';
import type { AsyncConfigStore } from './create-async-config-store.ts';

type Neighbours = {
  readonly sqs: Operations;
  readonly functions: FunctionRegistry;
  readonly configs: AsyncConfigStore;
};

/**
 * Sends an event that no attempt could serve to the function's OnFailure queue (as an invocation record) and to its
 * dead-letter queue (as it came), under the function's role; with neither, or when refused, it is lost with a warning.
 */
export function sendDroppedEvent(context: Context, neighbours: Neighbours, dropped: DroppedEvent): void {
  const configuration = neighbours.functions.find(dropped.functionName);
  const destination = neighbours.configs.of(dropped.functionName).onFailureArn;
  const isKept =
    configuration !== undefined &&
    [
      destination !== undefined &&
        send(destination, invocationRecord(context, configuration.functionArn, dropped)),
      configuration.deadLetterArn !== undefined && send(configuration.deadLetterArn, dropped.payload),
    ].some(Boolean);
  if (!isKept)
    context.warn(
      `An asynchronous event of function ${dropped.functionName} is lost after ${dropped.attempts} attempts ` +
        `(${dropped.condition}): ${dropped.reason}`,
    );

  function send(queueArn: string, body: string): boolean {
    const [, , , , account, name] = queueArn.split(':');
    try {
      invokeOperation(context, {
        operations: neighbours.sqs,
        name: 'SendMessage',
        input: { QueueUrl: `${context.endpointUrl()}/${account}/${name}`, MessageBody: body },
        caller: { kind: 'role', arn: configuration?.role ?? '' },
      });
      return true;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      context.warn(
        `A failed event of function ${dropped.functionName} could not be sent to ${queueArn}: ${error.message}`,
      );
      return false;
    }
  }
}

function invocationRecord(context: Context, functionArn: string, dropped: DroppedEvent): string {
  const { requestId, condition, attempts, payload, result } = dropped;
  return JSON.stringify({
    version: '1.0',
    timestamp: new Date(context.now()).toISOString(),
    requestContext: {
      requestId,
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: JSON.parse(payload) as unknown,
    ...(result
      ? {
          responseContext: {
            statusCode: 200,
            executedVersion: '$LATEST',
            functionError: result.functionError,
          },
          responsePayload: JSON.parse(result.payload) as unknown,
        }
      : {}),
  });
}
