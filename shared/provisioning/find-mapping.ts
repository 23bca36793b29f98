import {
  type EventSourceMappingConfiguration,
  type LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';

/**
 * The one mapping between a queue and a function, if there is one. By the queue and not by a UUID: permission for a UUID
 * hangs on the function behind it, so one that is gone is denied instead of missing.
 */
export async function findMapping(
  lambda: LambdaClient,
  { queueArn, functionArn }: { readonly queueArn: string; readonly functionArn: string },
): Promise<EventSourceMappingConfiguration | undefined> {
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: queueArn, FunctionName: functionArn }),
  );
  return EventSourceMappings[0];
}
