import {
  CreateEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
  ResourceConflictException,
  ResourceNotFoundException,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';

export type Mapping = {
  readonly functionArn: string;
  readonly queueArn: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  readonly tags: Record<string, string>;
};

/**
 * Makes the event source mapping of a queue, or changes the existing one where it differs. Idempotent.
 * @param knownId the mapping's UUID where an earlier run learned it
 * @returns the mapping's UUID
 * @throws {ResourceInUseException} while the mapping is in transition: try again later.
 */
export async function ensureMapping(
  lambda: LambdaClient,
  mapping: Mapping,
  knownId: string | undefined,
): Promise<string> {
  const existing = (knownId && (await getMapping(lambda, knownId))) || (await createMapping(lambda, mapping));
  if (existing.UUID === undefined)
    throw new Error(`Lambda gave no UUID for the mapping of ${mapping.queueArn}.`);
  if (differs(existing, mapping))
    await lambda.send(
      new UpdateEventSourceMappingCommand({
        UUID: existing.UUID,
        FunctionName: mapping.functionArn,
        ...settingsOf(mapping),
      }),
    );
  return existing.UUID;
}

async function getMapping(
  lambda: LambdaClient,
  id: string,
): Promise<EventSourceMappingConfiguration | undefined> {
  try {
    return await lambda.send(new GetEventSourceMappingCommand({ UUID: id }));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function createMapping(
  lambda: LambdaClient,
  mapping: Mapping,
): Promise<EventSourceMappingConfiguration> {
  try {
    return await lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: mapping.functionArn,
        EventSourceArn: mapping.queueArn,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        Tags: mapping.tags,
        ...settingsOf(mapping),
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceConflictException)) throw error;
    return findMapping(lambda, mapping);
  }
}

/** It was made by a run that ended before its UUID was stored. */
async function findMapping(lambda: LambdaClient, mapping: Mapping): Promise<EventSourceMappingConfiguration> {
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({
      EventSourceArn: mapping.queueArn,
      FunctionName: mapping.functionArn,
    }),
  );
  const [found] = EventSourceMappings;
  if (!found) throw new Error(`Lambda has a mapping of ${mapping.queueArn} and does not list it yet.`);
  return found;
}

function settingsOf({ enabled, batchSize, maximumConcurrency }: Mapping) {
  return {
    Enabled: enabled,
    BatchSize: batchSize,
    ScalingConfig: { MaximumConcurrency: maximumConcurrency },
  };
}

function differs(existing: EventSourceMappingConfiguration, mapping: Mapping): boolean {
  const isOn = existing.State !== 'Disabled' && existing.State !== 'Disabling';
  return (
    isOn !== mapping.enabled ||
    existing.BatchSize !== mapping.batchSize ||
    existing.ScalingConfig?.MaximumConcurrency !== mapping.maximumConcurrency
  );
}
