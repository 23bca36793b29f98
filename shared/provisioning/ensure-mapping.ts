import {
  CreateEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  type LambdaClient,
  ResourceConflictException,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { findMapping } from './find-mapping.ts';
import { mappingDiffers, RESPONSE_TYPES } from './mapping-differs.ts';

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
 * @param knownId the mapping's UUID where an earlier run learned it; without it none is looked for before it is made
 * @returns the mapping's UUID
 * @throws {ResourceInUseException} while the mapping is in transition: try again later.
 */
export async function ensureMapping(
  lambda: LambdaClient,
  mapping: Mapping,
  knownId: string | undefined,
): Promise<string> {
  const existing =
    (knownId && (await findMapping(lambda, mapping))) || (await createMapping(lambda, mapping));
  if (existing.UUID === undefined)
    throw new Error(`Lambda gave no UUID for the mapping of ${mapping.queueArn}.`);
  if (mappingDiffers(existing, mapping))
    await lambda.send(
      new UpdateEventSourceMappingCommand({
        UUID: existing.UUID,
        FunctionName: mapping.functionArn,
        ...settingsOf(mapping),
      }),
    );
  return existing.UUID;
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
        Tags: mapping.tags,
        ...settingsOf(mapping),
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceConflictException)) throw error;
    // It was made by a run that ended before its UUID was stored, and the list may not show it yet.
    const found = await findMapping(lambda, mapping);
    if (!found) throw error;
    return found;
  }
}

function settingsOf({ enabled, batchSize, maximumConcurrency }: Mapping) {
  return {
    Enabled: enabled,
    FunctionResponseTypes: [...RESPONSE_TYPES],
    BatchSize: batchSize,
    ScalingConfig: { MaximumConcurrency: maximumConcurrency },
  };
}
